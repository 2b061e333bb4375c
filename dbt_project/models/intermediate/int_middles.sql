{{ config(materialized='view', tags='settled') }}

with figures as (
    select
        question_id,
        speaker,
        {{ figure('latest_low', 'latest_high') }} as figure,
        row_number() over (partition by question_id order by figure, speaker) as place,
        count(*) over (partition by question_id) - 1 as others
    from {{ ref('int_courses') }}
    where {{ figure('latest_low', 'latest_high') }} > 0
),

-- Where the middle of the others stands in the order of all: beyond one's own place everybody is one further on.
places as (
    select
        *,
        (others + 1) // 2 as below,
        others // 2 + 1 as above
    from figures
    where others > 0
)

select
    places.question_id,
    places.speaker,
    places.figure,
    (low.figure + high.figure) / 2 as middle_of_others
from places
inner join figures as low
    on
        places.question_id = low.question_id
        and low.place = places.below + case when places.below >= places.place then 1 else 0 end
inner join figures as high
    on
        places.question_id = high.question_id
        and high.place = places.above + case when places.above >= places.place then 1 else 0 end
