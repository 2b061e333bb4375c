-- mark: where the value begins in the quote, and where it ends, in code points.
select
    facts.claim, facts.fact_id, documents.place as document, facts.quote, facts.char_start - facts.quote_start as mark,
    facts.char_end - facts.quote_start as mark_end, facts.claimant, facts.location, facts.hedged, facts.rule_id
from the_facts as facts
inner join the_documents as documents using (document_id)
order by facts.place
