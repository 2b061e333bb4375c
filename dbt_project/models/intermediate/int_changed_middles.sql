{{ config(passing=true) }}

-- Questions whose middle became another, with the one that they have now.
-- depends_on: {{ ref('int_question_middles') }}
{% if partly() %}
    select
        question_id,
        middle
    from {{ rows_come('int_question_middles') }}
    except
    select
        question_id,
        middle
    from {{ rows_gone('int_question_middles') }}
{% else %}
    select
        question_id,
        middle
    from {{ ref('int_question_middles') }}
    where false
{% endif %}
