select fact_id, expectation, observed, expected, actor, metric, publisher, quote
from marts.publication_quarantine
order by all
limit $rows
