"""Extraction seen from outside: what a careful reader expects of plain sentences, and what holds for every document."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from riscontro import catalog
from riscontro.lexicon import load
from riscontro.model import FACT_COLUMNS, Document, Extraction, Fact
from riscontro.paths import SAMPLES
from riscontro.pipeline import extract
from riscontro.readers import read
from riscontro.sentences import split

D = dt.date(2025, 7, 13)  # a Sunday
COLUMNS = [
    "fact_id",
    "document_id",
    "actor",
    "metric",
    "value",
    "value_low",
    "value_high",
    "modifier",
    "unit",
    "date",
    "date_end",
    "date_precision",
    "date_basis",
    "source",
    "claimant",
    "counterpart",
    "location",
    "status",
    "hedged",
    "language",
    "quote",
    "char_start",
    "char_end",
    "rule_id",
]


def document(text: str, *, id_: str = "d", published: dt.date | None = D) -> Document:
    return Document(id=id_, text=text, language="it", publisher="example.it", published=published)


def facts(text: str) -> list[Fact]:
    return list(extract(document(text)).facts)


@cache
def samples() -> tuple[Document, ...]:
    """The documents that ship with the package."""
    return tuple(read([SAMPLES], on_problem=lambda problem: pytest.fail(problem.line())))


@cache
def sentences() -> tuple[str, ...]:
    """All sentences of the samples, chrome included."""
    return tuple(d.text[s.start : s.end] for d in samples() for s in split(d.text, load(d.language)))


glued = st.lists(
    st.tuples(st.deferred(lambda: st.sampled_from(sentences())), st.sampled_from([" ", "\n", "\n\n"])), max_size=12
).map(lambda pieces: "".join(sentence + gap for sentence, gap in pieces))


def check(result: Extraction) -> None:
    """What holds for every document."""
    for fact in result.facts:
        check_place(fact, result.document.text)
        check_values(fact)
    for rejected in result.rejected:
        assert rejected.reason, rejected
        assert result.document.text[rejected.char_start : rejected.char_end] == rejected.text, rejected
        assert rejected.text in rejected.quote, rejected
        assert rejected.quote in result.document.text, rejected
    ids = [fact.fact_id for fact in result.facts]
    assert len(ids) == len(set(ids)), f"{result.document.id}: expected an id for each fact, found {ids}"


def check_place(fact: Fact, text: str) -> None:
    assert fact.quote in text, fact
    assert fact.char_start < fact.char_end, fact
    assert text[fact.char_start : fact.char_end] in fact.quote, fact
    for seen in fact.evidence:
        assert text[seen.char_start : seen.char_end] == seen.text, (seen, fact)


def check_values(fact: Fact) -> None:
    assert fact.actor in catalog.actors(), fact
    assert fact.metric in catalog.metrics(), fact
    assert {fact.claimant, fact.counterpart} <= {None, *catalog.actors()}, fact
    assert fact.location is None or fact.location in catalog.places(), fact
    assert fact.value_low is None or fact.value_high is None or fact.value_low <= fact.value_high, fact
    assert (fact.date is None) == (fact.date_end is None) == (fact.date_precision == "none"), fact
    assert fact.date is None or fact.date <= fact.date_end, fact
    assert fact.status in ("actual", "planned", "denied"), fact


# ── plain cases: a text, then for each of its facts: actor, metric, value, and the other columns that matter


CASES = {
    "active": (
        "Ankara ha schierato 900 soldati in Siria.",
        "TUR troops_deployed 900 counterpart=SYR location=syria status=actual hedged=False",
    ),
    "passive": ("In Siria sono stati inviati da Ankara 900 soldati turchi.", "TUR troops_deployed 900 counterpart=SYR"),
    "nominal": (
        "L'arrivo di 900 soldati turchi in Siria preoccupa i vicini.",
        "TUR troops_deployed 900 counterpart=SYR",
    ),
    "stationed": ("In Siria ci sono 900 soldati turchi.", "TUR troops_deployed 900 counterpart=SYR"),
    "serving": (
        "Circa 900 militari turchi combattono a Idlib.",
        "TUR troops_deployed 900 modifier=approx location=idlib",
    ),
    "kinds": (
        "Ankara manderà 100 sminatori e 500 operai in Siria.",
        "TUR sappers_deployed 100 status=planned",
        "TUR workers_deployed 500 status=planned",
    ),
    "generic_people": (
        "A giugno Ankara ha accettato di inviare 600 uomini in Siria.",
        "TUR personnel_deployed 600 status=planned",
    ),
    "demonym": ("A Idlib combattono 900 turchi.", "TUR troops_deployed 900"),
    "trained": ("La Francia addestra 2.300 soldati ucraini.", "UKR troops_trained 2300 counterpart=FRA"),
    "supply": ("L'Iran ha venduto alla Siria 400 missili balistici.", "IRN missiles_supplied 400 counterpart=SYR"),
    "received": ("Kiev ha ricevuto da Washington 31 carri armati.", "USA vehicles_supplied 31 counterpart=UKR"),
    "shells": (
        "La Grecia ha spedito in Armenia 2 milioni di granate.",
        "GRC shells_supplied 2000000 counterpart=ARM unit=round",
    ),
    "containers": (
        "Da gennaio l'Iran ha mandato 700 container di munizioni in Siria.",
        "IRN containers_supplied 700 counterpart=SYR",
    ),
    "energy": (
        "L'Armenia ha ricevuto dall'Iran un milione di barili di petrolio.",
        "IRN energy_supplied 1000000 counterpart=ARM",
    ),
    "aid": ("Londra stanzia 3 miliardi di sterline per Kiev.", "GBR aid_committed 3000000000 counterpart=UKR"),
    "unquantified": (
        "L'Iran ha fornito droni alla Siria.",
        "IRN drones_supplied None modifier=unquantified value_low=None counterpart=SYR",
    ),
    "unquantified_once": (
        "L'Iran ha fornito droni alla Siria. In marzo l'Iran ha consegnato 300 droni alla Siria.",
        "IRN drones_supplied 300",
    ),
    "killed": ("A Idlib sono morti 30 soldati turchi.", "TUR troops_killed 30 location=idlib"),
    "killed_and_wounded": (
        "Più di 60 soldati turchi sono stati uccisi e 200 feriti.",
        "TUR troops_killed 60 modifier=at_least",
        "TUR troops_wounded 200",
    ),
    "civilians": (
        "Un raid russo su Kharkiv ha ucciso 12 civili e ne ha feriti 40.",
        "UKR civilians_killed 12",
        "UKR civilians_wounded 40",
    ),
    "people": (
        "A Odessa sono morte 7 persone e altre 30 sono rimaste ferite.",
        "UKR people_killed 7",
        "UKR people_wounded 30",
    ),
    "of_whom": (
        "Circa 470 soldati turchi fuori combattimento, di cui 60 morti.",
        "TUR troop_casualties 470",
        "TUR troops_killed 60",
    ),
    "killed_or_wounded": ("I soldati turchi uccisi o feriti sono 470.", "TUR troop_casualties 470"),
    "missing": ("Venti soldati turchi risultano dispersi.", "TUR troops_missing 20"),
    "captured": ("Kiev ha catturato 2 soldati bielorussi.", "BLR troops_captured 2 counterpart=UKR"),
    "displaced": ("Da Gaza sono fuggite 30.000 persone.", "PSE people_displaced 30000"),
    "bodies": ("Mosca ha restituito a Kiev 1.200 salme.", "UKR bodies_returned 1200 counterpart=RUS"),
    "launched": ("Gli Houthi hanno lanciato 2 missili contro Israele.", "HOUTHIS missiles_launched 2 counterpart=ISR"),
    "launched_together": (
        "La Russia ha lanciato 470 droni e missili sull'Ucraina.",
        "RUS munitions_launched 470 counterpart=UKR",
    ),
    "intercepted": ("L'Ucraina ha abbattuto 60 droni russi.", "UKR drones_intercepted 60 counterpart=RUS"),
    "equipment": (
        "L'Ucraina ha perso 12 carri armati e 30 blindati.",
        "UKR tanks_lost 12",
        "UKR armoured_vehicles_lost 30",
    ),
    "aircraft": ("L'India ha abbattuto 5 aerei pakistani.", "PAK aircraft_lost 5"),
    "area": ("La Russia controlla 110.000 chilometri quadrati.", "RUS area_controlled 110000 unit=km2"),
    "villages": ("L'esercito ucraino ha liberato 3 villaggi.", "UKR settlements_captured 3"),
    "meeting": (
        "Ieri Erdogan ha incontrato Macron a Parigi.",
        "TUR meeting_held 1 counterpart=FRA modifier=exact date=2025-07-12 date_end=2025-07-12 date_basis=relative",
    ),
    "meeting_of_two": (
        "Macron ed Erdogan si sono incontrati a Parigi il 4 marzo 2025.",
        "FRA meeting_held 1 counterpart=TUR date=2025-03-04 date_end=2025-03-04 date_basis=stated",
    ),
    "agreement": ("Ankara e Baku hanno firmato un accordo di difesa.", "TUR agreement_signed 1 counterpart=AZE"),
    "range": (
        "In Siria ci sono tra 800 e 1.000 soldati turchi.",
        "TUR troops_deployed 900 modifier=range value_low=800 value_high=1000",
    ),
    "at_least": (
        "Non meno di 30 soldati turchi sono morti a Idlib.",
        "TUR troops_killed 30 modifier=at_least value_low=30 value_high=None",
    ),
    "at_most": (
        "Fino a 900 soldati turchi sono schierati in Siria.",
        "TUR troops_deployed 900 modifier=at_most value_low=None value_high=900",
    ),
    "about": ("Un migliaio di soldati turchi è stato ucciso.", "TUR troops_killed 1000 modifier=approx"),
    "dozens": (
        "Decine di soldati turchi sono stati uccisi.",
        "TUR troops_killed None modifier=vague value_low=20 value_high=99",
    ),
    "future": ("Ankara invierà 900 soldati in Siria.", "TUR troops_deployed 900 status=planned hedged=False"),
    "decided": ("Ankara ha deciso di inviare 900 soldati in Siria.", "TUR troops_deployed 900 status=planned"),
    "not_done": ("Ankara non ha inviato 900 soldati in Siria.", "TUR troops_deployed 900 status=denied"),
    "denied": ("Ankara smentisce l'invio di 900 soldati in Siria.", "TUR troops_deployed 900 status=denied"),
    "conditional": (
        "Ankara avrebbe inviato 900 soldati in Siria.",
        "TUR troops_deployed 900 status=actual hedged=True",
    ),
    "estimated": ("Si stima che siano morti 30 soldati turchi.", "TUR troops_killed 30 hedged=True"),
    "claimant_none": ("A Idlib sono morti 30 soldati turchi.", "TUR troops_killed 30 claimant=None"),
    "claimant_before": (
        "Secondo Damasco, in Siria ci sono 900 soldati turchi.",
        "TUR troops_deployed 900 claimant=SYR hedged=False",
    ),
    "claimant_after": ("In Siria ci sono 900 soldati turchi, ha detto Macron.", "TUR troops_deployed 900 claimant=FRA"),
    "claimant_inverted": (
        "Sono stati uccisi 30 soldati turchi, riferisce l'intelligence israeliana.",
        "TUR troops_killed 30 claimant=ISR",
    ),
    "claimant_quoted": (
        "«In Siria ci sono 900 soldati turchi», sostiene Damasco.",
        "TUR troops_deployed 900 claimant=SYR",
    ),
    "claimant_colon": ("Damasco: «In Siria 900 soldati turchi».", "TUR troops_deployed 900 claimant=SYR"),
    "claimant_next_sentence": (
        "Ankara ha schierato 900 soldati in Siria. Lo riferisce il governo siriano.",
        "TUR troops_deployed 900 claimant=SYR",
    ),
    "claimant_first_hand": (
        "Secondo il New York Times, che cita funzionari americani, Ankara ha inviato 900 soldati in Siria.",
        "TUR troops_deployed 900 claimant=USA",
    ),
    "date_stated": (
        "Il 3 marzo 2025 Ankara ha inviato 900 soldati in Siria.",
        "TUR troops_deployed 900 date=2025-03-03 date_end=2025-03-03 date_basis=stated",
    ),
    "date_yesterday": (
        "Ieri a Kherson sono state uccise 5 persone.",
        "UKR people_killed 5 date=2025-07-12 date_end=2025-07-12 date_basis=relative",
    ),
    "date_month": (
        "Nel marzo 2025 l'Iran ha consegnato 300 droni alla Siria.",
        "IRN drones_supplied 300 date=2025-03-01 date_end=2025-03-31 date_precision=month",
    ),
    "date_since": (
        "Dal 24 febbraio 2022 la Russia ha perso 900 carri armati.",
        "RUS tanks_lost 900 date=2022-02-24 date_end=2025-07-13",
    ),
    "date_published": (
        "In Siria ci sono 900 soldati turchi.",
        "TUR troops_deployed 900 date=2025-07-13 date_end=2025-07-13 date_basis=published",
    ),
    "same_claim_twice": (
        "Uccisi 30 soldati turchi.\n\nIeri a Idlib sono stati uccisi 30 soldati turchi.",
        "TUR troops_killed 30 date=2025-07-12 date_end=2025-07-12 date_basis=relative",
    ),
    "two_claimants": (
        "Secondo Parigi i soldati turchi uccisi sono 30.\nSecondo Roma i soldati turchi uccisi sono 30.",
        "TUR troops_killed 30 claimant=FRA",
        "TUR troops_killed 30 claimant=ITA",
    ),
}
CASES |= {
    # lists, questions, what goes without saying
    "labels_below_a_lead": (
        "L'Ucraina, dice lo stato maggiore, ha perso in un mese:\n– carri armati: 30\n– blindati: 45",
        "UKR tanks_lost 30",
        "UKR armoured_vehicles_lost 45",
    ),
    "list_below_a_count": (
        "Ankara ha perso 90 carri armati in Siria:\n– 44 a Idlib\n– 46 ad Aleppo",
        "TUR tanks_lost 90 location=syria",
        "TUR tanks_lost 44 location=idlib",
        "TUR tanks_lost 46 location=aleppo",
    ),
    "answer_with_a_number": (
        "Quanti soldati turchi sono morti a Idlib? Quindici, secondo Damasco.",
        "TUR troops_killed 15 claimant=SYR location=idlib",
    ),
    "answer_without_a_number": (
        "Che cosa fornisce l'Iran alla Siria? Droni e missili.",
        "IRN drones_supplied None modifier=unquantified",
        "IRN missiles_supplied None modifier=unquantified",
    ),
    "gapping": (
        "Oslo ha donato 300 milioni di euro a Kiev, Berna 200 milioni.",
        "NOR aid_committed 300000000 counterpart=UKR claimant=None",
        "CHE aid_committed 200000000 counterpart=UKR claimant=None",
    ),
    "gapping_of_a_noun": (
        "La Norvegia ha donato all'Ucraina 30 carri armati, la Svezia 12.",
        "NOR vehicles_supplied 30 counterpart=UKR",
        "SWE vehicles_supplied 12 counterpart=UKR",
    ),
    "gapping_of_months": (
        "La Turchia ha inviato in Siria 900 soldati a marzo e 300 a maggio.",
        "TUR troops_deployed 900 date=2025-03-01 date_end=2025-03-31",
        "TUR troops_deployed 300 date=2025-05-01 date_end=2025-05-31",
    ),
    "pairs_in_their_order": (
        "La Russia ha lanciato sull'Ucraina 127 missili e 109 droni. La contraerea ne ha abbattuti 102 e 99.",
        "RUS missiles_launched 127",
        "RUS drones_launched 109",
        "UKR missiles_intercepted 102",
        "UKR drones_intercepted 99",
    ),
    "elided_subject": (
        "In Siria ci sono 900 soldati turchi. A marzo erano 600.",
        "TUR troops_deployed 900 date=2025-07-13 date_end=2025-07-13",
        "TUR troops_deployed 600 date=2025-03-01 date_end=2025-03-31",
    ),
    "elided_copula": (
        "Le vittime turche salgono a 30, i feriti a 12.",
        "TUR people_killed 30",
        "TUR people_wounded 12",
    ),
    "insertion": (
        "I soldati turchi a Idlib sono, secondo Parigi, 900.",
        "TUR troops_deployed 900 claimant=FRA location=idlib",
    ),
    "number_at_the_head": (
        "Quattro, tra cui un bambino, sono le persone uccise a Kherson.",
        "UKR people_killed 4 location=kherson",
    ),
    "quoted_number": (
        "In Siria ci sono «circa novecento» soldati turchi.",
        "TUR troops_deployed 900 modifier=approx",
    ),
    "coordinated": (
        "In Siria entrano 20 carri armati turchi, fino a cento missili e 300 razzi.",
        "TUR vehicles_supplied 20",
        "TUR missiles_supplied 100 modifier=at_most",
        "TUR shells_supplied 300",
    ),
    "both_tolls": (
        "I turchi hanno perso, fra morti e feriti, 300 militari a Idlib.",
        "TUR troop_casualties 300 location=idlib",
    ),
    "all_of_one_kind": ("Trenta morti a Idlib, tutti civili.", "SYR civilians_killed 30"),
    "part_of_a_whole": (
        "Dei 900 soldati turchi in Siria ne sono morti 30.",
        "TUR troops_deployed 900 location=syria",
        "TUR troops_killed 30",
    ),
    "range_of_articles": (
        "Sono arrivati in Libano tra i 300 e i 400 militari italiani.",
        "ITA troops_deployed 350 modifier=range value_low=300 value_high=400 counterpart=LBN",
    ),
    # whose it is
    "aside_of_saying": (
        "I turchi caduti a Idlib, a quanto dice Damasco, sono 30.",
        "TUR troops_killed 30 claimant=SYR",
    ),
    "mourns_his_own": ("Parigi piange 3 soldati uccisi in Mali.", "FRA troops_killed 3 location=mali"),
    "list_of_losses": (
        "Damasco ha perso 5 aerei, 40 droni e 3 navi.",
        "SYR aircraft_lost 5",
        "SYR drones_lost 40",
        "SYR ships_lost 3",
    ),
    "the_other_way_round": (
        "Mosca ha consegnato a Kiev le salme di 1.000 soldati. In senso inverso ne sono passate 31.",
        "UKR bodies_returned 1000 counterpart=RUS",
        "RUS bodies_returned 31 counterpart=UKR",
    ),
    "gapping_of_two_sides": (
        "Kiev ha restituito 31 salme, Mosca mille.",
        "RUS bodies_returned 31 counterpart=UKR",
        "UKR bodies_returned 1000 counterpart=RUS",
    ),
    "who_works_is_a_worker": ("In Mali lavorano 300 cinesi nei cantieri.", "CHN workers_deployed 300 counterpart=MLI"),
    "admits_his_own": ("Ankara ammette 30 caduti a Idlib.", "TUR troops_killed 30 claimant=TUR location=idlib"),
    "admits_a_loss": ("Ankara ammette che sono stati abbattuti sette droni.", "TUR drones_lost 7 claimant=TUR"),
    "first_person": ("Abbiamo perso 300 uomini, dice Zelensky.", "UKR troop_casualties 300 claimant=UKR"),
    "claims_the_deed": (
        "Il ministero della Difesa russo sostiene di avere ucciso 200 soldati a Bakhmut.",
        "UKR troops_killed 200 claimant=RUS",
    ),
    "arms_of_one_side_fly": (
        "Su Kharkiv sono stati lanciati sette Iskander.",
        "RUS missiles_launched 7 counterpart=UKR location=kharkiv",
    ),
    "arms_of_one_side_strike": (
        "Un Iskander ha ucciso 12 persone a Kharkiv.",
        "UKR people_killed 12 location=kharkiv",
    ),
    "arms_of_one_side_carry": (
        "Un B-2 ha sganciato due bombe sull'Iran.",
        "USA bombs_launched 2 counterpart=IRN",
    ),
    "enemy_thing": ("Kiev: distrutti 40 carri armati nemici.", "RUS tanks_lost 40 claimant=UKR"),
    "enemy_losses": (
        "Lo stato maggiore ucraino: le perdite del nemico ammontano a 300 soldati.",
        "RUS troop_casualties 300 claimant=UKR",
    ),
    "enemy_things_stopped": (
        "Lo stato maggiore ucraino riferisce che sono stati abbattuti 30 droni nemici.",
        "UKR drones_intercepted 30 counterpart=RUS claimant=UKR",
    ),
    "bulletin_signed_below": (
        "La Russia ha lanciato 90 droni sull'Ucraina. Abbattuti 60. (fonte: Stato maggiore ucraino)",
        "RUS drones_launched 90 counterpart=UKR claimant=UKR",
        "UKR drones_intercepted 60 claimant=UKR",
    ),
    "who_frees_does_not_receive": (
        "Mosca ha rilasciato 90 prigionieri.",
        "UKR prisoners_exchanged 90 counterpart=RUS",
    ),
    "released_by_a_name": (
        "A Gaza sono arrivati 90 detenuti liberati da Israele.",
        "PSE prisoners_exchanged 90 counterpart=ISR",
    ),
    "flow_of_men": (
        "Pyongyang e Mosca sono alleate. Mosca ringrazia Pyongyang. Sono arrivati 900 soldati a Kursk.",
        "PRK troops_deployed 900 counterpart=RUS location=kursk",
    ),
    "flow_of_things": (
        "Teheran e Mosca sono alleate. Mosca ringrazia Teheran. Nei magazzini sono arrivati 300 droni.",
        "IRN drones_supplied 300",
    ),
    "answer_to_a_strike": (
        "Mosca ha colpito Kiev. La Russia ha lanciato 90 droni. La risposta: 14 missili.",
        "RUS drones_launched 90",
        "UKR missiles_launched 14",
    ),
    "civil_body": (
        "Il governatore di Kherson riferisce di 5 morti e 12 feriti.",
        "UKR people_killed 5 claimant=UKR",
        "UKR people_wounded 12 claimant=UKR",
    ),
    "at_home": (
        "L'esercito libanese schiererà 10.000 uomini nel sud del Libano.",
        "LBN personnel_deployed 10000 status=planned",
    ),
    "peacekeepers": (
        "Trentadue caschi blu italiani sono schierati in Libano.",
        "ITA troops_deployed 32 counterpart=LBN",
    ),
    "seat_of_a_body": (
        "Un'associazione con sede a Londra conta 30 civili uccisi a Idlib.",
        "SYR civilians_killed 30 location=idlib",
    ),
    # done or not, and when
    "most_of_them": (
        "La Russia ha lanciato contro l'Ucraina 180 missili, quasi tutti abbattuti dalla contraerea.",
        "RUS missiles_launched 180 counterpart=UKR",
    ),
    "done_is_no_plan": (
        "L'Iran ha annunciato di avere consegnato 300 droni alla Siria.",
        "IRN drones_supplied 300 status=actual claimant=IRN counterpart=SYR",
    ),
    "done_and_planned": (
        "Ankara ha già inviato 900 soldati in Siria, e ne manderà altri 300.",
        "TUR troops_deployed 900 status=actual",
        "TUR troops_deployed 300 status=planned",
    ),
    "last_year_is_no_rate": (
        "I soldati turchi spediti in Siria l'anno scorso sono 900.",
        "TUR troops_deployed 900 date=2024-01-01 date_end=2024-12-31",
    ),
    "treaty_of_a_day": (
        "Il trattato di difesa tra Ankara e Baku del 4 marzo 2025 resta in vigore.",
        "TUR agreement_signed 1 counterpart=AZE date=2025-03-04 date_end=2025-03-04",
    ),
    "day_a_speaker_spoke": (
        "Martedì il ministero turco ha detto che in Siria ci sono 900 soldati turchi.",
        "TUR troops_deployed 900 claimant=TUR date=2025-07-08 date_end=2025-07-08",
    ),
    "speaker_without_a_verb": (
        "Damasco parla di 30 soldati turchi uccisi, Parigi di 12.",
        "TUR troops_killed 30 claimant=SYR",
        "TUR troops_killed 12 claimant=FRA",
    ),
    "who_is_counted_does_not_speak": (
        "Un gruppo conta 30 soldati turchi in Siria.",
        "TUR troops_deployed 30 claimant=None",
    ),
    "giving_is_not_saying": (
        "Oslo ha dato a Kiev 300 milioni di euro.",
        "NOR aid_committed 300000000 counterpart=UKR claimant=None",
    ),
    "who_speaks_is_not_counted": (
        "«Abbiamo perso 40 uomini», dice un ufficiale turco.",
        "TUR troop_casualties 40 claimant=TUR",
    ),
    "the_enemy_loses": ("Secondo Kiev il nemico ha perso 30 carri armati.", "RUS tanks_lost 30 claimant=UKR"),
    "the_enemy_without_a_verb": (
        "Kiev ha perso 200 uomini, il nemico 300.",
        "UKR troop_casualties 200",
        "RUS troop_casualties 300",
    ),
    "so_many_out_of_so_many": (
        "La difesa ucraina ha abbattuto 60 droni russi su 90.",
        "UKR drones_intercepted 60 counterpart=RUS",
        "RUS drones_launched 90",
    ),
    "struck_by_what_flies": (
        "Odessa è stata colpita nella notte da 90 droni russi.",
        "RUS drones_launched 90 counterpart=UKR location=odesa",
    ),
    "struck_by_people": ("La base turca è stata attaccata da 300 miliziani curdi.",),
    "number_before_its_total": (
        "È salito a 12 il numero complessivo delle vittime a Gaza.",
        "PSE people_killed 12 location=gaza",
    ),
    "number_of_other_things": ("È salito a 12 il numero delle edizioni del festival turco di Gaza.",),
    "whose_force_it_is": (
        "In Siria è arrivata una forza turca di 400 uomini.",
        "TUR personnel_deployed 400 counterpart=SYR",
    ),
    "whose_estimate_it_is": ("La stima turca di 400 uomini uccisi a Parigi è contestata.", "FRA people_killed 400"),
    "dead_among_an_army": ("Tra i militari turchi si contano 3.000 feriti.", "TUR troops_wounded 3000"),
    "losses_of_the_subject": (
        "La Turchia ha subito finora 4.700 perdite contro la Siria.",
        "TUR troop_casualties 4700",
    ),
    "losses_that_number_men": ("La Siria ha subito perdite per 700 uomini.", "SYR troop_casualties 700"),
    "part_of_drones": (
        "L'Ucraina ha intercettato 41 dei 96 droni russi.",
        "UKR drones_intercepted 41",
        "RUS drones_launched 96",
    ),
    "part_of_what_was_launched": (
        "L'Ucraina ha intercettato 41 dei 96 droni lanciati dalla Russia.",
        "UKR drones_intercepted 41",
        "RUS drones_launched 96",
    ),
    "what_is_verified_is_the_deed": (
        "L'Onu ha verificato la morte di 90 civili in Siria.",
        "SYR civilians_killed 90",
    ),
    "dead_among_a_nation": (
        "L'intelligence di Ankara calcola 30 morti e 70 feriti tra i siriani.",
        "SYR people_killed 30",
        "SYR people_wounded 70",
    ),
    "a_raid_is_no_speaker": (
        "Attacco russo con 96 droni sull'Ucraina: 41 sono stati abbattuti.",
        "RUS drones_launched 96",
        "UKR drones_intercepted 41",
    ),
    "who_counts_the_people_of_the_place": (
        "Il ministero della Sanità siriano ha parlato di 40 morti.",
        "SYR people_killed 40",
    ),
    "ministry_of_a_strip": ("Il ministero della Salute di Gaza parla di 400 morti.", "PSE people_killed 400"),
    "approval_of_a_sale": ("Washington ha approvato la vendita di 350 missili a Kiev.", "USA missiles_supplied 350"),
    "dead_of_an_army": (
        "L'esercito turco ha avuto 600 morti e 900 feriti.",
        "TUR troops_killed 600",
        "TUR troops_wounded 900",
    ),
    "who_registers_the_dead_has_none": ("Il ministero turco ha registrato 600 morti.",),
    "dead_among_two_armies": ("Tra militari turchi e siriani i morti sono 600.",),
    "launched_and_shot_down": (
        "L'Iran ha lanciato contro Israele 90 missili, 60 dei quali intercettati.",
        "IRN missiles_launched 90 counterpart=ISR",
        "ISR missiles_intercepted 60",
    ),
    "shot_down_by_whom": (
        "Kiev ha lanciato 90 droni, 60 dei quali abbattuti dalla difesa russa.",
        "UKR drones_launched 90",
        "RUS drones_intercepted 60",
    ),
    "fallen_into_whose_hands": (
        "Quattro villaggi ucraini sono caduti in mano russa.",
        "RUS settlements_captured 4 counterpart=UKR",
    ),
    "has_soldiers_there": ("La Turchia ha 900 soldati in Siria.", "TUR troops_deployed 900 counterpart=SYR"),
    "has_an_army": ("La Turchia ha 350mila soldati.",),
    "a_count_that_lies_ahead": (
        "I soldati turchi in Siria saranno 1.200.",
        "TUR troops_deployed 1200 status=planned",
    ),
    "so_many_in_so_long": (
        "Nel giro di una settimana la Russia ha lanciato 1.200 droni contro l'Ucraina.",
        "RUS drones_launched 1200 date=2025-07-06 date_end=2025-07-13 date_basis=relative",
    ),
    "so_many_in_so_long_on_a_day": (
        "Il 3 marzo, in due ore, i russi hanno ucciso 40 civili ucraini.",
        "UKR civilians_killed 40 date=2025-03-03 date_end=2025-03-03",
    ),
    "so_many_in_so_long_a_long_time_ago": (
        "Nel marzo 2022 i russi uccisero 30 civili ucraini a Bucha. In due giorni ne ferirono 40.",
        "UKR civilians_killed 30 date=2022-03-01 date_end=2022-03-31",
        "UKR civilians_wounded 40 date=2022-03-01 date_end=2022-03-31",
    ),
    "what_can_be_done_in_so_long": (
        "La Russia può lanciare 500 missili in due giorni.",
        "RUS missiles_launched 500 status=planned date=2025-07-13 date_end=2025-07-13",
    ),
    "aid_for_so_much": (
        "La Germania ha stanziato aiuti all'Ucraina per 100 milioni di euro.",
        "DEU aid_committed 100000000 counterpart=UKR",
    ),
    "a_month_long_gone_dates_no_later_total": (
        "Nel febbraio 2021 i generali presero il potere. Da allora c'è la guerra. In Birmania i morti sono 5.000.",
        "MMR people_killed 5000 date=2025-07-13 date_end=2025-07-13",
    ),
    "a_month_dates_what_goes_on_with_it": (
        "Nel febbraio 2021 un raid turco uccise 30 civili a Idlib. I feriti furono 12. Gli sfollati furono 300.",
        "SYR civilians_killed 30 date=2021-02-01",
        "SYR people_wounded 12 date=2021-02-01",
        "SYR people_displaced 300 date=2021-02-01",
    ),
    "dead_and_wounded_make_a_total": (
        "In Ucraina l'Onu ha registrato 1.575 vittime civili: 232 morti e 1.343 feriti.",
        "UKR civilian_casualties 1575 claimant=UN",
        "UKR civilians_killed 232",
        "UKR civilians_wounded 1343",
    ),
    "dead_and_wounded_beside_a_total": (
        "In Ucraina 60 vittime: 40 morti e 30 feriti.",
        "UKR people_killed 60",
        "UKR people_killed 40",
        "UKR people_wounded 30",
    ),
    "damage_for_so_much": ("Il raid russo ha causato danni per 11 milioni di euro a Kiev.",),
    "who_speaks_between_commas": (
        "Ankara, sostiene Damasco, ha sparato 450 missili.",
        "TUR missiles_launched 450 claimant=SYR",
    ),
    "who_speaks_of_himself_between_commas": (
        "Kiev, ha detto Zelensky, ha abbattuto 300 droni.",
        "UKR drones_intercepted 300 claimant=UKR",
    ),
    "the_wounded_after_the_dead": (
        "A Idlib il numero dei morti è salito a 34 e quello dei feriti a 117.",
        "SYR people_killed 34",
        "SYR people_wounded 117",
    ),
    "not_more_than": (
        "I soldati turchi in Siria non sono mai stati più di 900.",
        "TUR troops_deployed 900 modifier=at_most value_high=900 counterpart=SYR",
    ),
    "fighters_by_the_name_of_their_group": (
        "Gli Stati Uniti hanno ucciso 30 Houthi.",
        "HOUTHIS troops_killed 30",
    ),
    "a_time_inside_the_verb": (
        "La Turchia ha a maggio inviato in Siria 900 soldati.",
        "TUR troops_deployed 900 counterpart=SYR date=2025-05-01",
    ),
    "an_adverb_of_many_words_inside_the_verb": (
        "Ankara ha a sua volta inviato in Siria 900 soldati.",
        "TUR troops_deployed 900 counterpart=SYR",
    ),
    "no_verb_after_a_semicolon": (
        "I turchi uccisi dal 3 marzo sono 60; 140 i feriti.",
        "TUR people_killed 60 date=2025-03-03 date_end=2025-07-13",
        "TUR people_wounded 140 date=2025-03-03 date_end=2025-07-13",
    ),
    "who_announces_a_conquest": (
        "Il ministero della Difesa turco ha annunciato la conquista di due villaggi.",
        "TUR settlements_captured 2 claimant=TUR",
    ),
    "who_confirms_from_outside_has_conquered_nothing": (
        "I russi hanno ucciso 30 soldati ucraini. Il ministero britannico conferma la conquista di due villaggi.",
        "UKR troops_killed 30",
        "RUS settlements_captured 2 claimant=GBR",
    ),
    "what_has_happened_is_not_ahead": (
        "Ankara darà alla Siria 300 droni entro aprile e ha già addestrato 500 soldati siriani.",
        "TUR drones_supplied 300 status=planned date_end=2026-04-30",
        "SYR troops_trained 500 status=actual date_end=2025-07-13",
    ),
    "so_many_of_drones_and_missiles": (
        "La Russia ha lanciato su Kiev 120 droni e otto missili. La contraerea ne ha abbattuti 98.",
        "RUS drones_launched 120",
        "RUS missiles_launched 8",
        "UKR munitions_intercepted 98",
    ),
    "who_shot_down_what_was_launched_here": (
        "La Russia ha attaccato con 250 droni: abbattuti 245 velivoli senza pilota.",
        "RUS drones_launched 250",
        "UKR drones_intercepted 245",
    ),
    "a_swap_between_two": (
        "Scambio di prigionieri tra Ankara e Damasco: 30 per parte.",
        "SYR prisoners_exchanged 30 counterpart=TUR",
        "TUR prisoners_exchanged 30 counterpart=SYR",
    ),
    "home_in_a_swap": (
        "Nello scambio tra Kiev e Mosca sono tornati a casa 205 militari ucraini.",
        "UKR prisoners_exchanged 205",
    ),
    "the_dead_handed_over": (
        "Mosca ha restituito a Kiev 40 caduti.",
        "UKR bodies_returned 40 counterpart=RUS",
    ),
    "aircraft_in_position": ("La Turchia ha schierato 30 caccia al confine.",),
    "the_price_of_a_sale": (
        "Ankara fornirà alla Siria 80 carri armati per 2 miliardi di dollari.",
        "TUR vehicles_supplied 80 counterpart=SYR status=planned",
    ),
    "food_for_so_many": (
        "La Turchia ha portato in Siria 600 tonnellate di cibo, sufficienti per 5.000 persone.",
        "TUR food_supplied 600",
    ),
    "a_summit_to_be_held": (
        "Il vertice tra Putin ed Erdogan si terrà il 15 agosto.",
        "RUS meeting_held 1 counterpart=TUR status=planned date=2025-08-15",
    ),
    "talks_that_were_held": (
        "Lavrov ha avuto colloqui ad Ankara con Erdogan.",
        "RUS meeting_held 1 counterpart=TUR status=actual",
    ),
    "delegations_of_two_states": (
        "Le delegazioni russa e turca si sono incontrate a Doha.",
        "RUS meeting_held 1 counterpart=TUR",
    ),
    "a_noun_phrase_that_acts": (
        "Le navi italiane hanno abbattuto due droni Houthi.",
        "ITA drones_intercepted 2",
    ),
    "the_group_named_last": (
        "Gli Houthi hanno colpito una nave. Il gruppo ha lanciato due missili contro Israele.",
        "HOUTHIS missiles_launched 2 counterpart=ISR",
    ),
    "next_in_a_ranking": (
        "Ankara ha dato a Kiev 300 carri armati. Segue Londra con 104.",
        "TUR vehicles_supplied 300",
        "GBR vehicles_supplied 104 counterpart=UKR",
    ),
    "who_admits_loses_his_own": (
        "Il Pakistan ha perso 23 soldati. I talebani ammettono la morte di nove dei loro.",
        "PAK troops_killed 23",
        "TALIBAN troops_killed 9",
    ),
    "what_and_begins": (
        "A Idlib un anziano ha perso la vita e altre otto persone sono rimaste ferite.",
        "SYR people_wounded 8",
    ),
    "refugees_who_are_hurt": ("A Nyala 73 profughi sudanesi sono rimasti feriti.", "SDN people_wounded 73"),
    "children_among_the_dead": (
        "In Siria i morti sono 400. Tra le vittime si contano 31 bambini.",
        "SYR people_killed 400",
        "SYR civilians_killed 31",
    ),
    "a_bare_noun_between_commas": (
        "Le forze americane ne hanno abbattuti 70, tutti droni.",
        "USA drones_intercepted 70",
    ),
    "the_sent_need_not_have_died_then": (
        "A gennaio la Turchia ha inviato in Siria 900 soldati. Di questi sono caduti in 40.",
        "TUR troops_deployed 900 date=2025-01-01",
        "TUR troops_killed 40 date=2025-07-13",
    ),
    "in_return_is_the_same_day": (
        "Ieri Hamas ha rilasciato tre ostaggi israeliani.\n\nIn cambio Israele ha liberato 90 detenuti palestinesi.",
        "ISR prisoners_exchanged 3 date=2025-07-12",
        "PSE prisoners_exchanged 90 date=2025-07-12",
    ),
    "in_the_attack_is_the_same_day": (
        "Sabato la Russia ha lanciato su Kiev 30 missili.\n\nNell'attacco sono morti 12 civili.",
        "RUS missiles_launched 30 date=2025-07-12",
        "UKR civilians_killed 12 date=2025-07-12",
    ),
    "none_of_their_own": (
        "Ieri i turchi hanno ucciso 12 civili ad Aleppo e i siriani ne hanno uccisi tre in Turchia.",
        "SYR civilians_killed 12 date=2025-07-12",
        "TUR civilians_killed 3 date=2025-07-12",
    ),
    "the_time_of_the_next_clause": (
        "Circa 900 soldati turchi si trovano al confine e 100 pontieri sono arrivati a maggio.",
        "TUR troops_deployed 900 date=2025-07-13",
        "TUR engineers_deployed 100 date=2025-05-01",
    ),
    "what_another_number_counts": (
        "Damasco parla di 900 soldati turchi e di 140 perdite turche.",
        "TUR troop_casualties 140 claimant=SYR",
    ),
    "during_the_way": (
        "Il treno con 200 soldati turchi feriti è arrivato ad Ankara. Ne sono morti 12 durante il viaggio.",
        "TUR troops_wounded 200",
        "TUR troops_killed 12",
    ),
    "the_missing_say_nothing_of_the_wounded": (
        "I morti dell'attacco russo a Sumy sono 31. I dispersi sono 13 e i feriti 94.",
        "UKR people_killed 31",
        "UKR people_wounded 94",
    ),
    "victims_of_a_raid_are_not_who_flew_it": (
        "Le vittime del raid israeliano a Beirut sono 12.",
        "LBN people_killed 12",
    ),
    "a_weekday_and_its_number": (
        "Lunedì 7 la Turchia ha ucciso 30 civili siriani.",
        "SYR civilians_killed 30 date=2025-07-07 date_end=2025-07-07",
    ),
    "a_night_between_two_numbers": (
        "La contraerea turca ha abbattuto 59 droni siriani nella notte fra il 10 e l'11.",
        "TUR drones_intercepted 59 date=2025-07-10 date_end=2025-07-11",
    ),
}


PLAIN = yaml.safe_load((Path(__file__).parent / "plain_cases.yaml").read_text(encoding="utf-8"))
assert not CASES.keys() & PLAIN.keys()
CASES |= {name: (case["text"], *case["facts"]) for name, case in PLAIN.items()}


def shown(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def summary(row: dict[str, Any], like: str) -> str:
    """A fact with the columns that `like` names, in the same notation."""
    columns = [part.partition("=")[0] for part in like.split()[3:]]
    return " ".join([row["actor"], row["metric"], shown(row["value"]), *(f"{c}={shown(row[c])}" for c in columns)])


@pytest.mark.parametrize("name", CASES)
def test_plain_case(name: str) -> None:
    text, *expected = CASES[name]
    rows = [fact.row() for fact in facts(text)]
    found = [summary(row, like) for row, like in zip(rows, expected, strict=False)]
    found += [summary(row, "") for row in rows[len(expected) :]]
    assert found == expected, text


# ── a title that stands apart from its text


TITLED = {
    "repeated_by_the_text": (
        "Turchia, decine di soldati uccisi a Idlib",
        "Secondo Damasco a Idlib sono morti 30 soldati turchi.",
        "TUR troops_killed 30 claimant=SYR location=idlib",
    ),
    "tells_whose_dead": (
        "Turchia, uccisi 30 soldati a Idlib",
        "L'attacco è di ieri. Secondo Damasco i morti sono 30.",
        "TUR troops_killed 30 claimant=SYR date=2025-07-12 date_end=2025-07-12",
    ),
    "tells_what_is_counted": (
        "I soldati turchi in Siria",
        "Ne sono arrivati 900 a Idlib.",
        "TUR troops_deployed 900 counterpart=SYR location=idlib",
    ),
    "names_whose_voice_it_is": (
        "Ministero della Difesa russo",
        "La contraerea ha abbattuto 60 droni ucraini.",
        "RUS drones_intercepted 60 counterpart=UKR claimant=RUS",
    ),
}


@pytest.mark.parametrize("name", TITLED)
def test_a_title_lends_its_text_what_it_leaves_out(name: str) -> None:
    title, text, *expected = TITLED[name]
    rows = [fact.row() for fact in extract(dataclasses.replace(document(text), title=title)).facts]
    assert [summary(row, like) for row, like in zip(rows, expected, strict=True)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Arrivati 300 uomini. La Turchia tace, la Turchia aspetta.",
        "Trecento soldati sono partiti ieri. Il sindaco è contento.",
        "Quattro persone sono arrivate ieri. Il tempo è buono.",
    ],
)
def test_a_document_with_only_guesses_gives_nothing(text: str) -> None:
    result = extract(document(text))
    assert result.facts == ()
    assert "no_actor" in [r.reason for r in result.rejected]


# ── numbers that are no value


NO_VALUE = [
    ("percent", "Il 40 per cento dei soldati turchi è rientrato."),
    ("percent", "Il 70% dei missili è stato intercettato."),
    ("duration", "Il soldato turco catturato ha 22 anni."),
    ("duration", "L'addestramento dei soldati turchi dura 3 mesi."),
    ("ordinal", "La 155ª brigata turca combatte a Idlib."),
    ("ordinal", "Il terzo convoglio di soldati turchi è partito."),
    ("fraction", "Metà dei soldati turchi è morta."),
    ("measure", "I caccia Su-35 russi volano a 12 km dal confine."),
    ("measure", "Le granate da 152 mm sono arrivate in Siria."),
    ("rate", "La fabbrica iraniana consegna 200 droni al giorno."),
    ("rate", "L'Iran consegna alla Siria 300 droni l'anno."),
    ("no_event", "Ankara ha ritirato 900 soldati dalla Siria."),
    ("zero", "Sono morti 0 soldati turchi."),
    ("other_thing", "Il rapporto sui soldati turchi conta 212 pagine."),
    ("other_thing", "Si sono avuti 176 scontri tra turchi e siriani, 51 dei quali a Idlib."),
    ("other_thing", "I soldati turchi hanno preso parte a 39 diversi scontri."),
    ("duration", "La marcia dei soldati turchi è durata trentanove ore, cinque delle quali di notte."),
    ("code", "Lo dice il numero due dei soldati turchi."),
]


@pytest.mark.parametrize(("reason", "text"), NO_VALUE)
def test_a_number_that_is_no_value(reason: str, text: str) -> None:
    result = extract(document(text))
    assert [f.metric for f in result.facts if f.value is not None] == []
    assert reason in [r.reason for r in result.rejected]


@pytest.mark.parametrize(
    "text",
    [
        "Ankara ha inviato soldati in Siria e l'Iran le fornisce droni.",
        "I soldati turchi sono morti in combattimento, dice Damasco.",
        "La Russia ha lanciato droni e missili; la contraerea ne ha abbattuti molti.",
    ],
)
def test_no_number_no_value(text: str) -> None:
    assert [f.value for f in facts(text) if f.modifier != "unquantified"] == []


def test_a_year_or_an_hour_is_no_value() -> None:
    assert facts("Nel 2024, alle 4:30, Damasco e i soldati turchi hanno taciuto.") == []


# ── chrome


@pytest.mark.parametrize(
    "chrome",
    [
        "LEGGI ANCHE: 300 soldati turchi uccisi a Idlib",
        "Potrebbe interessarti anche: uccisi 300 soldati turchi",
        "LEGGI ANCHE\nUccisi 300 soldati turchi a Idlib",
        "Foto: 300 soldati turchi uccisi a Idlib",
    ],
)
def test_chrome_yields_nothing(chrome: str) -> None:
    story = "Ankara ha inviato 40 pontieri in Siria."
    result = extract(document(f"{story}\n\n{chrome}\n\nIl ponte regge."))
    assert [(f.metric, f.value) for f in result.facts] == [("engineers_deployed", 40)]
    assert all(r.quote in story for r in result.rejected)


def test_no_fact_of_a_sample_lies_in_chrome() -> None:
    for sample in samples():
        chrome = [(s.start, s.end) for s in split(sample.text, load(sample.language)) if s.chrome]
        within = [f for f in extract(sample).facts for start, end in chrome if start <= f.char_start < end]
        assert not within, sample.id


# ── what holds for every document


def test_a_row_has_the_columns_of_the_contract() -> None:
    [found] = facts("Ankara ha schierato 900 soldati in Siria.")
    assert list(found.row()) == list(FACT_COLUMNS) == COLUMNS
    assert (found.source, found.language, found.document_id) == ("example.it", "it", "d")


def test_the_samples_hold_facts_and_every_one_can_be_checked() -> None:
    results = [extract(sample) for sample in samples()]
    for result in results:
        check(result)
    assert sum(len(r.facts) for r in results) > len(results)


@settings(max_examples=60, deadline=None)
@given(glued)
def test_any_mixture_of_sentences_can_be_checked(text: str) -> None:
    check(extract(document(text)))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdè 0123456789.,:;«»()'’\n%€-–", max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    check(extract(document(text)))


def test_the_same_document_gives_the_same_rows() -> None:
    for sample in samples():
        assert extract(sample) == extract(dataclasses.replace(sample)), sample.id


def test_another_document_gives_other_ids() -> None:
    for sample in samples():
        ids = {f.fact_id for f in extract(sample).facts}
        assert ids.isdisjoint(f.fact_id for f in extract(dataclasses.replace(sample, id="another")).facts)


def test_without_publication_date_no_date_is_invented() -> None:
    text = "In Siria ci sono 900 soldati turchi. Ieri sono stati uccisi 30 soldati turchi."
    found = extract(document(text, published=None)).facts
    assert [(f.date, f.date_end, f.date_precision, f.date_basis) for f in found] == [(None, None, "none", "none")] * 2


@pytest.mark.parametrize("text", ["", " \n ", "…", "300", "«»", "\u00a0\n\u2028"])
def test_next_to_nothing_yields_no_fact(text: str) -> None:
    assert facts(text) == []
