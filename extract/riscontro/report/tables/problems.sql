select place, reason, expected, action from marts.publication_problems order by all limit $rows
