-- Run by tools/synthetic.py, which fills in what stands in braces.
-- A draw in [0, 1) that depends on its arguments alone; a rank up to `most`, drawn as Zipf would; two digits, rounded.
create temp macro draw(n, what) as (hash(n, what) % 1000003) / 1000003.0;
create temp macro ranked(most, u) as cast(floor(pow(most + 1, u)) as bigint);
create temp macro round_number(x) as
    round(x / pow(10, floor(log10(x)) - 1)) * pow(10, floor(log10(x)) - 1);

-- The seeds in an order of their own: the first of each is the one that most of the news is about.
create temp table the_actors as
    select id, kind, row_number() over (order by kind <> 'state', md5(id)) as rank from read_csv('{seeds}/actors.csv');
create temp table the_speakers as
    select id, row_number() over (order by kind in ('company', 'group'), md5(id || 'says')) as rank
    from read_csv('{seeds}/actors.csv');
create temp table the_metrics as
    select id, unit, min as least, max as most, row_number() over (order by md5(id)) as rank
    from read_csv('{seeds}/metrics.csv');
create temp table the_publishers as
    select id, row_number() over (order by md5(id)) as rank from read_csv('{seeds}/publishers.csv');
create temp table the_places as
    select id, row_number() over (order by md5(id)) as rank from read_csv('{seeds}/places.csv');
create temp table size as select
    (select count(*) from the_actors where kind = 'state') as actors, 150 as speakers,
    (select count(*) from the_metrics) as metrics, (select count(*) from the_publishers) as known,
    (select count(*) from the_publishers) + cast(sqrt({documents}) as bigint) as publishers,
    (select count(*) from the_places) as places;

-- step
-- One document in four is a copy of the story before it; in three waves out of a hundred, nineteen in twenty are.
create or replace temp table new_documents as
with numbered as (
    select n, n = 0 or n % 1000 = 0
        or draw(n, 'leads') < case when draw(n // 1000, 'wave') < 0.03 then 0.05 else 0.75 end as leads
    from range({first} // 1000 * 1000, {last}) as numbers(n)
),
stories as (
    select n, max(case when leads then n end) over (order by n) as story from numbered
)
select
    n, story, md5('document ' || n)[:16] as document_id,
    case
        when draw(n, 'no paper') < 0.01 then null
        when p.id is not null then p.id
        else 'paper-' || paper || '.example'
    end as publisher,
    case when draw(n, 'no day') >= 0.01
        then date '2022-02-24' + cast(floor({days} * n / {documents}) as integer)
            + case when n = story then 0 else cast(floor(2 * draw(n, 'later')) as integer) end end as published
from (select *, ranked(size.publishers, draw(n, 'paper')) as paper from stories, size) as s
left join the_publishers as p on s.paper = p.rank
where n >= {first};

-- What a story says, by its number and the number of the sentence: its copies say the same, a tenth of it left out.
create or replace temp table new_facts as
with drawn as (
    select
        d.n, d.story, d.document_id, d.publisher, d.published, j,
        story * 16 + j as said,
        ranked(size.actors, draw(case when draw(said, 'own') < 0.75 then story * 16 else said end, 'actor')) as actor_rank,
        ranked(size.metrics, draw(said, 'metric')) as metric_rank,
        ranked(size.speakers, draw(said, 'speaker')) as speaker_rank,
        ranked(size.places, draw(said, 'place')) as place_rank,
        1 + (actor_rank + cast(floor(2 * draw(said, 'other side')) as bigint)) % size.actors as other_rank
    from new_documents as d, size, range(9) as sentences(j)
    where j <= 9 * draw(d.story, 'length') and (d.n = d.story or draw(d.n * 16 + j, 'kept') < 0.9)
),
told as (
    select
        drawn.*, a.id as actor, m.id as metric,
        case
            when m.unit <> 'currency' then m.unit when draw(said, 'unit') < 0.7 then 'USD' else 'EUR'
        end as unit,
        case when draw(said, 'has other side') < 0.43 then o.id end as counterpart,
        case when draw(said, 'quoted') < 0.77
            then case when draw(said, 'party') < 0.4 then a.id when draw(said, 'party') < 0.6 then o.id else s.id end
        end as claimant,
        case when draw(said, 'placed') < 0.7 then p.id end as location,
        -- the true number of a question grows; a speaker has a bias for each question, a story an error
        greatest(round_number(
            m.least * pow(m.most / m.least, 0.2 + 0.5 * draw(actor_rank * 1000 + metric_rank, 'size'))
            * (0.2 + 0.8 * story / {documents})
            * exp(0.8 * draw((actor_rank * 1000 + metric_rank) * 1000 + speaker_rank, 'bias') - 0.4)
            * case when draw(said, 'errs') < 0.3 then 0.9 + 0.2 * draw(said, 'error') else 1 end
        ), m.least, 1) as number,
        draw(said, 'wording') as wording, draw(said, 'time') as time
    from drawn
    inner join the_actors as a on drawn.actor_rank = a.rank
    inner join the_actors as o on drawn.other_rank = o.rank
    inner join the_metrics as m on drawn.metric_rank = m.rank
    inner join the_speakers as s on drawn.speaker_rank = s.rank
    inner join the_places as p on drawn.place_rank = p.rank
),
worded as (
    select *,
        case
            when wording < 0.59 then 'exact' when wording < 0.76 then 'approx' when wording < 0.91 then 'at_least'
            when wording < 0.935 then 'at_most' when wording < 0.95 then 'range' when wording < 0.957 then 'vague'
            else 'unquantified'
        end as modifier,
        case
            when time < 0.55 then published
            when time < 0.85 then published - cast(floor(30 * draw(said, 'ago')) as integer)
            when time < 0.95 then date_trunc('month', published - cast(floor(300 * draw(said, 'ago')) as integer))::date
            else date_trunc('year', published)::date
        end as date
    from told
)
select
    md5('fact ' || n || ' ' || j)[:16] as fact_id, document_id, actor, metric,
    case when modifier in ('vague', 'unquantified') then null when modifier = 'range' then number * 1.1 else number end as value,
    case when modifier in ('at_most', 'unquantified') then null else number end as value_low,
    case
        when modifier in ('at_least', 'unquantified') then null when modifier = 'range' then number * 1.2
        when modifier = 'vague' then number * 5 - 1 else number
    end as value_high,
    modifier, unit, date,
    case
        when time < 0.85 then date when time < 0.95 then last_day(date)
        else (date_trunc('year', date) + interval 1 year - interval 1 day)::date
    end as date_end,
    case when date is null then 'none' when time < 0.85 then 'day' when time < 0.95 then 'month' else 'year' end as date_precision,
    case when date is null then 'none' when time < 0.55 then 'published' when time < 0.85 then 'relative' else 'stated' end as date_basis,
    coalesce(publisher, 'documents/' || n || '.txt') as source, claimant, counterpart, location,
    case when draw(said, 'status') < 0.88 then 'actual' when draw(said, 'status') < 0.98 then 'planned' else 'denied' end as status,
    draw(said, 'hedged') < 0.08 as hedged, 'it' as language,
    rpad(cast(number as bigint) || ' is the number of sentence ' || said || ': ' || md5(said || 'words') || md5(said || 'more'),
        {quote}, ' so it is said') as quote,
    -- the text is the quotes, a line each
    ({quote} + 1) * (row_number() over (partition by n order by j) - 1) as char_start,
    char_start + length(cast(number as bigint)::varchar) as char_end, 'synthetic' as rule_id
from worded;

-- Rows of `raw`, in the order in which documents came.
begin;
insert into raw.facts by name select * from new_facts;
insert into raw.documents by name
    select d.document_id, coalesce(f.text, 'No number in it.') as text, 'Story ' || d.story as title, d.publisher,
        d.published, 'it' as language, 'https://' || d.publisher || '/' || d.n as url, 'documents/' || d.n || '.txt' as origin,
        md5(d.document_id) || md5(d.n || ' text') as text_hash, '1' as rule_fingerprint
    from new_documents as d
    left join (select document_id, string_agg(quote, chr(10) order by char_start) as text from new_facts group by all) as f
        on d.document_id = f.document_id
    order by d.n;
insert into raw.document_origins by name
    select document_id, md5('document ' || story)[:16] as origin_id,
        case when n <> story then md5('document ' || story)[:16] end as copy_of, case when n <> story then 0.8 end as similarity
    from new_documents order by n;
insert into raw.rejections by name
    select document_id, 0 as char_start, 3 as char_end, '300' as text, '300 metri di strada.' as quote, 'measure' as reason
    from new_documents order by n;
insert into raw.quarantine by name
    select fact_id, 'value_in_range' as expectation, '0' as observed, 'at least 1' as expected
    from new_facts where hash(fact_id) % 1000 = 0 order by fact_id;
commit;

-- step
-- What the run did.
insert into raw.runs by name
    select (select count(*) + 1 from raw.runs) as run_id, timestamp '2026-11-01 06:00:00' as started_at,
        timestamp '2026-11-01 07:00:00' as finished_at, 'synthetic' as version, '1' as rule_fingerprint,
        {documents} as documents_read, {documents} as documents_new,
        0 as documents_changed, 0 as documents_reextracted, 0 as documents_unchanged,
        (select count(*) from raw.facts) as facts, (select count(*) from raw.rejections) as rejections, 0 as problems,
        (select count(*) from raw.quarantine) as quarantined;
