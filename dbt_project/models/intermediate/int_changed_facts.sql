-- depends_on: {{ ref('int_claims') }}
{% if partly() %}
    select distinct * from (
        {% for rows in [rows_gone('int_claims'), rows_come('int_claims')] %}
            select
                claim_id,
                question_id,
                track_id,
                speaker,
                status,
                claimant,
                date,
                date_end,
                holds_on,
                value_low,
                value_high
            from {{ rows }}
            {{ 'union all' if not loop.last }}
        {% endfor %}
    )
{% else %}
    select
        claim_id,
        question_id,
        track_id,
        speaker,
        status,
        claimant,
        date,
        date_end,
        holds_on,
        value_low,
        value_high
    from {{ ref('int_claims') }}
    where false
{% endif %}
