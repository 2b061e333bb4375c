select reason, sum(rejections) as rejections, sum(documents) as documents, arg_min(example, (length(example), example)) as example
from marts.publication_rejections
group by reason
order by rejections desc, reason
