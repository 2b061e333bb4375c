{{ config(materialized='view', tags='settled') }}

with figures as (
    select
        question_id,
        speaker,
        {{ figure('latest_low', 'latest_high') }} as figure
    from {{ ref('int_courses') }}
    where {{ figure('latest_low', 'latest_high') }} > 0
),

ordered as (
    select
        question_id,
        list(figure order by figure) as in_order,
        len(in_order) // 2 as below,
        (len(in_order) - 1) // 2 + 1 as above
    from figures
    group by question_id
    having count(*) > 1
),

middles as (
    select
        question_id,
        in_order[below] as low,
        in_order[below + 1] as next_low,
        in_order[above] as high,
        in_order[above + 1] as next_high
    from ordered
)

-- Where the middle of the others stands in the order of all: from one's own place on everybody is one further on.
select
    figures.question_id,
    figures.speaker,
    figures.figure,
    (
        case when middles.low < figures.figure then middles.low else middles.next_low end
        + case when middles.high < figures.figure then middles.high else middles.next_high end
    ) / 2 as middle_of_others
from figures
inner join middles on figures.question_id = middles.question_id
