-- Each fact beside what the seeds and its document know of it. Grain: one row per row of raw.facts.
-- {seeds} is the folder of the seeds. Offsets are code points, and so are DuckDB's substring and length.
with metrics as not materialized (
    select id, unit, why, cast("min" as double) as lowest, cast("max" as double) as highest
    from read_csv('{seeds}/metrics.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true)
),

actors as not materialized (
    select id
    from read_csv('{seeds}/actors.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true)
),

places as not materialized (
    select id
    from read_csv('{seeds}/places.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true)
),

joined as not materialized (
    select
        facts.*,
        metrics.id as known_metric,
        metrics.lowest as metric_min,
        metrics.highest as metric_max,
        metrics.why as metric_why,
        metrics.unit as metric_unit,
        least(facts.value, facts.value_low, facts.value_high) as lowest,  -- nulls do not count
        greatest(facts.value, facts.value_low, facts.value_high) as highest,
        who.id as known_actor,
        facts.counterpart is null or facts.counterpart in (select id from actors) as counterpart_is_known,
        facts.claimant is null or facts.claimant in (select id from actors) as claimant_is_known,
        facts.location is null or facts.location in (select id from places) as location_is_known,
        year(facts.date) as first_year,
        year(facts.date_end) as last_year,
        -- no clock here: the claims of a document without a date have the century
        coalesce(year(documents.published) + 20, 2100) as latest_year,
        documents.document_id as known_document,
        documents.text,
        substring(documents.text, facts.char_start + 1, facts.char_end - facts.char_start) as span_text
    from raw.facts
    left join metrics on facts.metric = metrics.id
    left join actors as who on facts.actor = who.id
    left join raw.documents on facts.document_id = documents.document_id
)

select
    * exclude (text),
    -- money has a currency code for its unit
    unit = metric_unit or (metric_unit = 'currency' and regexp_full_match(unit, '[A-Z]{3}')) as unit_is_the_metrics,
    contains(text, quote) as quote_is_in_document,
    contains(quote, span_text) and length(span_text) = char_end - char_start as span_is_in_quote
from joined
