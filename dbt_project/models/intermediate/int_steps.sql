{{ config(delta=['track_id', 'holds_on', 'position_id'],
    gone=[['int_changed_tracks', 'kept.track_id = gone.track_id and kept.holds_on >= gone.since']]) }}

with steps as (
    select
        statements.*,
        questions.is_occasion,
        {{ as_text(['statements.value_low', 'statements.value_high', 'statements.claim.modifier']) }} as said
    from {{ ref('int_statements') }} as statements
    inner join {{ ref('int_questions') }} as questions on statements.question_id = questions.question_id
    where {{ only(['statements.track_id'], 'int_changed_tracks') }}
),

changes as (
    select
        *,
        is_occasion or coalesce(said <> lag(said) over (partition by track_id order by holds_on), true) as is_new
    from steps
),

runs as (
    select
        * exclude (is_occasion, said),
        max(case when is_new then holds_on end) over (partition by track_id order by holds_on) as since
    from changes
)

select
    {{ stable_number(['track_id', 'since']) }} as position_id,
    *
from runs
where {{ only_since('runs.track_id', 'runs.holds_on') }}
