{{ config(gone=[['int_changed_claims', 'kept.claim_id = gone.claim_id']]) }}

with spread as (
    select *
    from {{ rows_only(ref('int_spread'), ['claim_id'], 'int_changed_claims') }}
),

-- Of what changed, by their place: nearly all came just now and lie at the end of the table.
once as (
    select facts.rowid as found_at
    from {{ ref('fct_facts') }} as facts
    semi join {{ ref('int_changed_claims') }} as changed on facts.claim_id = changed.claim_id
    anti join spread on facts.claim_id = spread.claim_id
),

facts as (
    {{ with_sides(rows_named(ref('fct_facts'), 'rowid', 'once', ['found_at'])) }}
)

-- Most claims are made once: such a one is its fact, and nothing needs counting.
select
    facts.claim_id,
    facts.question_id,
    facts.one_side as actor,
    facts.metric,
    facts.other_side as counterpart,
    facts.unit,
    facts.value_low,
    facts.value_high,
    facts.modifier,
    facts.date,
    facts.date_end,
    {{ holds_on() }} as holds_on,
    facts.claimant_root as claimant,
    facts.status,
    facts.hedged,
    facts.location,
    1 as documents,
    1 as origins,
    1 as independent_origins,
    0 as copies,
    1 as publishers,
    1 as families,
    coalesce(publishers.name, facts.publisher) as publisher_names,
    facts.published as first_seen,
    facts.published as last_seen,
    facts.publisher as first_publisher,
    facts.fact_id as first_fact_id,
    facts.quote
from facts
left join {{ ref('stg_publishers') }} as publishers on facts.publisher = publishers.publisher
anti join spread on facts.claim_id = spread.claim_id
union all by name
select
    spread.*,
    facts.quote
from spread
inner join {{ rows_named(ref('fct_facts'), 'fact_id', 'spread', ['first_fact_id']) }} as facts
    on spread.first_fact_id = facts.fact_id
