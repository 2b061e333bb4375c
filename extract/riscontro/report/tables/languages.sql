select language, documents, facts, coalesce(rejections, 0) as rejections
from (
    select language, count(*) as documents, sum(facts) as facts from marts.dim_documents group by language
)
left join (
    select language, sum(rejections) as rejections from marts.publication_rejections group by language
) using (language)
order by documents desc, language
