select * from marts.publication
