select
    published.name, published.documents, published.facts, published.claims, published.attributed_share,
    published.hedged_share, published.copies, coalesce(rejected.rejections, 0) as rejections, spoken.languages
from marts.cmp_publishers as published
left join (
    select publisher, sum(rejections) as rejections from marts.publication_rejections group by publisher
) as rejected using (publisher)
left join (
    select publisher, string_agg(distinct language, ' ' order by language) as languages from marts.dim_documents group by publisher
) as spoken using (publisher)
order by published.documents desc, published.facts desc, published.publisher
limit $rows
