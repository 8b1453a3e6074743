"""Sentences in tempting words: the true ones stand, the false ones are told why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.benchmarks.sentences import judged_in

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SENTENCES, BLIND = FIXTURES / "sentences", FIXTURES / "blind"
# false figures that the rules do not see yet, and true ones that they doubt: p11, p12,
# p13 (the row of the country ends the regions), t11, left, k43, k50, bestw, c5 of
# busfeedback, d9, b8 and b22 of bootcamp, g4 and g27, c44 of cloudcosts, p41, t09, y16,
# sept, big, bos_act, fail_jun, may, krd_gap, zak, brno_fell, gross_year, full_pp,
# chill_stay, served, feb_few, opozd, kotov_opozd, rm_ot_share, coll_all, disk,
# otgruzheno, iyun, kv_delta, fil_brak, smeny_sred, liveoak, york_late, tender_q,
# riv_setup, median_days, multi, mediana, ostalnye
MISSED = {
    "accounts": {"ren-risk"},
    "airportslots": {"skyfees"},
    "apprentices": {"p11", "p12", "p13", "q15"},
    "avtobusy": {"delay_all"},
    "avtopark": {"samfine"},
    "bakery": {"c14"},
    "bankotdel": {"prshtuk"},
    "bolnica": {"c7"},
    "bootcamp": {"b22", "b23", "b27", "b8"},
    "broker": {"big", "bos_act", "sept", "top_three"},
    "busfeedback": {"c5", "p4"},
    "cloudcosts": {"c24", "c44"},
    "coldstore": {
        "chill_stay",
        "due_dec",
        "extra_share",
        "f3_energy",
        "f3_gap",
        "net_t",
        "top3",
    },
    "column_en": {
        "bbq_service",
        "feb_few",
        "pay_days",
        "q2_events",
        "served",
        "turnout_again",
    },
    "column_ru": {"kotov_opozd", "opozd"},
    "courierfleet": {"m07", "v09"},
    "cowork_it": {"c25", "c8"},
    "dentallab": {"rm_ot_share"},
    "detsady": {"k2", "n4", "p5"},
    "dorogi": {"kmzam"},
    "elevator": {"lenin"},
    "eventtickets": {"arena", "net"},
    "festival": {"c25", "c26"},
    "fieldservice": {"fail_jun", "urgent"},
    "flightschool": {"aug_plan_q", "coll_all", "fuel_hour", "instr_price", "rec_q2"},
    "freight": {"f12", "f19", "f9"},
    "furnitura": {"krd_gap", "may"},
    "goszakup": {"open_paid"},
    "grants": {"g5"},
    "grantsoffice": {"avgaward"},
    "gymchain": {"g10", "g20", "g27", "g4"},
    "helpdesk": {"h2"},
    "himchistka": {"iyun_may", "kotova", "kur_n", "zak"},
    "homes": {"t11"},
    "hotels": {"suite"},
    "incidents": {"f15"},
    "ipoteka": {"d21", "d9"},
    "kadry": {"left"},
    "kofeini": {"p25"},
    "konditer": {"k26", "k28", "k7"},
    "kursy": {"loyal"},
    "labtests": {"l3"},
    "lesprom": {"f6", "f9"},
    "linen": {"h7"},
    "loans": {"c15"},
    "meters": {"e5", "p4"},
    "mikrozaimy": {"c43"},
    "museumshop": {"pay_cash"},
    "obuv": {"r5"},
    "ofisy": {"disk"},
    "onlineshkola": {"analit"},
    "parking": {"c12", "c2", "c21", "c27", "c6"},
    "partnerdeals": {"s05", "z01"},
    "paseki": {"p11", "p22", "p41", "p7", "p9"},
    "picking": {"b16", "b34"},
    "pipelineq": {"ratio", "wr_ent"},
    "poliklinika": {"p18", "p9"},
    "pozhary": {"summer"},
    "provider": {"ocenka_itog"},
    "ptitsefabrika": {"p6"},
    "purchasing": {"brno_fell"},
    "radioads": {"lahn_line", "sec20_aired"},
    "recruiting": {"onsrej"},
    "rybolov": {"r14", "r15", "r30"},
    "rybzavod": {
        "fil_brak",
        "iyun",
        "kv_delta",
        "noch_vyhod",
        "otgruzheno",
        "pos_kvartal",
        "smeny_sred",
        "td",
        "zubatka",
    },
    "saas": {"c07", "c25"},
    "saasusage": {"gross_year", "health_live"},
    "saleshires": {"ramped_avg", "ref_onsite"},
    "schoolmeals": {"c23", "c45"},
    "seaport": {"t09"},
    "seatchurn": {"a08"},
    "shelter": {"adhar", "liveoak"},
    "solar": {"s12"},
    "spetstehnika": {"oren_mes", "toplivo_sezon"},
    "stolovaya": {"schoolweek"},
    "strahovka": {"c10", "c13"},
    "subscriptions": {"ratio"},
    "sudovye": {"zerno"},
    "surgery": {"k17", "k43", "k50"},
    "teatr": {"sait"},
    "teplicy": {"sb_t1"},
    "toolhire": {"york_late"},
    "translations": {"t12"},
    "treningi": {"t08", "t20", "t21"},
    "trial": {"c20"},
    "unit_en": {"riv_setup", "tender_q"},
    "unsaid_en": {"median_days", "multi", "plus_n"},
    "unsaid_ru": {"mediana", "razov", "soglas"},
    "vaccines": {"v03", "v06", "v41"},
    "warranty": {"c5"},
    "whole_en": {"canc_es", "late_fr", "rush_direct"},
    "whole_ru": {"pril_ci", "pros", "rekl_pros"},
    "windfarm": {"b26", "b30", "b8"},
    "yarmarka": {"y12", "y14", "y16", "y19", "y20", "y37", "y42", "y44"},
    "yurfirma": {
        "chasov_na_klienta",
        "dolg",
        "korp_ocenka",
        "moskva_q2",
        "msk_prosr",
        "nedv_prosr",
        "ostalnye",
        "otvet_mediana",
        "sudy_pobedy",
    },
    "zaryadki": {"gal_down"},
    "zastroyshik": {"full_pp"},
    "zootovary": {"bestw"},
}


@pytest.mark.parametrize("name", ["dev_rides", "dev_taksi"])
def test_every_sentence_is_judged_as_it_is_meant(name: str) -> None:
    judged = tuple(judged_in(SENTENCES / name))
    assert judged
    assert [one.claim for one in judged if one.is_true is not one.is_passed] == []
    unnamed = [
        one.claim for one in judged if one.reason and one.reason not in one.reasons
    ]
    assert unnamed == []


# of every six reports one is judged each time, and all of them by `make scale`; of
# those every third runs with coverage, which makes it more than twice as slow
EVERY = 1 if os.environ.get("TIEOUT_SCALE") else 6
NAMES = [
    pytest.param(name, marks=() if place % 3 == 0 else pytest.mark.no_cover)
    for place, name in enumerate(sorted(path.name for path in BLIND.iterdir())[::EVERY])
]


@pytest.mark.parametrize("name", NAMES)
def test_what_another_hand_wrote_is_judged_as_it_is_meant(name: str) -> None:
    judged = tuple(judged_in(BLIND / name))
    assert len(judged) >= 25
    wrong = {one.claim for one in judged if one.is_true is not one.is_passed}
    assert wrong == MISSED.get(name, set())
