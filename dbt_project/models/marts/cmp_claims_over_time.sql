{{ config(
    gone=[[
        'int_changed_times',
        'kept.question_id = gone.question_id and kept.grain = gone.grain and kept.start = gone.start'
    ]]
) }}

select
    questions.question_id,
    questions.actor,
    questions.metric,
    questions.counterpart,
    questions.unit,
    stated.grain,
    stated.start,
    stated.claims,
    stated.claimants,
    stated.documents,
    stated.origins,
    stated.new,
    greatest(coalesce(standing.in_force, 0), stated.claimants) as in_force,
    least(stated.lowest, standing.lowest) as lowest,
    greatest(stated.highest, standing.highest) as highest,
    stated.open_below or coalesce(standing.open_below, false) as open_below,
    stated.open_above or coalesce(standing.open_above, false) as open_above
from {{ ref('int_said_over_time') }} as stated
inner join {{ ref('int_questions') }} as questions on stated.question_id = questions.question_id
left join {{ ref('int_in_force_over_time') }} as standing
    on stated.question_id = standing.question_id and stated.grain = standing.grain and stated.start = standing.start
