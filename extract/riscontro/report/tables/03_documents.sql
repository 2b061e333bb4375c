create temp table the_documents as
select row_number() over (order by published nulls last, document_id) - 1 as place, *
from marts.dim_documents
where document_id in (select document_id from the_facts)
