"""What the packs must hold and what the rules know, written down by hand."""

# Every clause of the documents, by number of section, paragraph and letter. An id that ends in
# ".2" is the second half of a sentence whose halves two different rules enforce.
CLAUSES = {
    "qiaocheng": """
        QC-0.1 QC-0.2 QC-1a QC-1b QC-1c QC-2a QC-2b QC-2c QC-2d QC-2e QC-2f QC-3.1a QC-3.1b
        QC-3.2a QC-3.2b QC-3.2c QC-3.2d QC-3.2e QC-3.2f QC-3.2g QC-3.2h QC-3.3a QC-3.3b QC-3.3c
        QC-4a QC-4b QC-4c QC-4d QC-5.1a QC-5.1b QC-5.1c QC-5.2a QC-5.2b QC-5.2c QC-5.2d QC-5.3a
        QC-5.3b QC-5.3c QC-5.3d QC-5.3e QC-6.1a QC-6.1b QC-6.2a QC-6.2b QC-6.2c QC-6.3a QC-6.3b
        QC-6.3c QC-6.3d QC-6.3e QC-7.1a QC-7.1b QC-7.2a QC-7.2b QC-7.3
    """,
    "xinyi": """
        XY-0.1 XY-0.2 XY-1 XY-2a XY-2b XY-3a XY-3b XY-3c XY-3d XY-3e XY-3f XY-4 XY-5a XY-5b XY-5c
        XY-5d XY-6a XY-6b XY-6c XY-6d XY-6e XY-7 XY-8a XY-8b XY-8c XY-8d XY-8e XY-8f XY-8g XY-9a
        XY-9b XY-9c XY-10a XY-10b XY-10c XY-10d XY-10e XY-11a XY-11b XY-12a XY-12b XY-13a XY-13b
        XY-13c XY-13d XY-13e XY-14a XY-14b XY-15a XY-15b XY-15c XY-15d
    """,
    "hefei": """
        HF-1 HF-2.1a HF-2.1b HF-2.2a HF-2.2b HF-2.3a HF-2.3b HF-2.3c HF-2.4a HF-2.4b HF-3.0
        HF-3.1a HF-3.1b HF-3.1c HF-3.1d HF-3.2.1a HF-3.2.1a.2 HF-3.2.1b HF-3.2.1c HF-3.2.1d
        HF-3.2.1e HF-3.2.2a HF-3.2.2b HF-3.2.2c HF-3.2.3a HF-3.2.3b HF-3.2.3c HF-3.2.3d HF-4.1a
        HF-4.1b HF-4.2a HF-4.2b HF-4.2c HF-4.2d HF-4.3a HF-4.3b HF-4.3c HF-4.3d HF-5.1a HF-5.1b
        HF-5.1c HF-5.1d HF-5.2a HF-5.2b HF-5.2c HF-5.2d HF-5.2e HF-5.2e.2 HF-5.3a HF-5.3b HF-5.3c
        HF-5.4
    """,
    "hebi": """
        HB-1 HB-2.1 HB-2.2 HB-2.3a HB-2.3b HB-2.3b.2 HB-2.4a HB-2.4b HB-2.5 HB-3.1a HB-3.1b
        HB-3.2a HB-3.2b HB-3.2c HB-3.2d HB-3.2e HB-3.3.1a HB-3.3.1b HB-3.3.1c HB-3.3.1d HB-3.3.2a
        HB-3.3.2b HB-3.3.2c HB-3.3.2d HB-3.3.2e HB-3.4a HB-3.4b HB-3.4c HB-3.4.1 HB-3.4.2 HB-3.4.3
        HB-3.4.4a HB-3.4.4b HB-3.4.5 HB-3.5a HB-3.5b HB-3.5c HB-3.5d HB-3.5e HB-4.1a HB-4.1b
        HB-4.2a HB-4.2b HB-4.2c HB-4.2d HB-4.2e HB-4.3a HB-4.3b HB-4.4a HB-4.4b HB-4.4c
    """,
    "anxi": """
        AX-0 AX-1 AX-2a AX-2b AX-2c AX-3.0 AX-3.1a AX-3.1b AX-3.1b.2 AX-3.1c AX-3.2a AX-3.2b
        AX-3.3a AX-3.3b AX-3.4a AX-3.4b AX-3.4c AX-3.4d AX-3.4e AX-3.5 AX-4.1 AX-4.2 AX-4.3a
        AX-4.3b AX-4.4a AX-4.4b AX-A.1 AX-A.2 AX-A.3 AX-A.4 AX-A.5 AX-A.6 AX-A.7 AX-A.n1 AX-A.n2
    """,
}

# What each rule reads, and the unit it reads it in. A parameter outside this table would be
# passed over in silence by the model and the verifier.
KNOWN: dict[str, dict[str, str]] = {
    "place_everyone_once": {},
    "keep_enrolment": {},
    "satisfy_choices": {},
    "prefer_priority_groups": {"groups": "priority groups"},
    "offer_variety": {
        "fields": "activity fields",
        "origins": "origins",
        "stages": "stages",
        "free_of_charge": "flag",
        "off_campus": "flag",
        "min_extension_titles": "titles",
        "urban_share_pct": "%",
    },
    "prefer_own_staff": {"roles": "roles", "lent_counts": "flag"},
    "guidance_daily": {"stages": "stages", "mostly_stages": "stages"},
    "attend_every_day": {"weekdays": "weekdays"},
    "balance_workload": {},
    "run_every_day": {"service_days_per_week": "days per week"},
    "keep_daily_minutes": {
        "min_minutes_per_day": "min per day",
        "max_minutes_per_day": "min per day",
        "counted_break_min": "min",
    },
    "end_within_window": {
        "not_before_off_work": "flag",
        "not_before_dismissal": "flag",
        "latest_end_primary_min": "min since midnight",
        "latest_end_junior_min": "min since midnight",
        "stages": "stages",
        "weekdays": "weekdays",
        "evening_max_minutes": "min per evening",
        "latest_end_evening_min": "min since midnight",
    },
    "serve_lunch": {},
    "offer_extended_care": {"mode": "care mode"},
    "follow_mode": {
        "mode": "mode",
        "max_guidance_per_day": "periods per day",
        "min_guidance_per_week": "periods per week",
        "min_sports_per_week": "periods per week",
        "min_extension_per_week": "periods per week",
        "min_extension_titles": "titles",
        "daily_each_from_periods": "periods per day",
    },
    "limit_guidance": {"max_guidance_ch_per_day": "hundredths of a class-hour per day"},
    "require_clearance": {
        "vetting_roles": "roles",
        "qualification_roles": "roles",
        "contract_roles": "roles",
        "training_roles": "roles",
        "review_roles": "roles",
        "no_bad_record": "flag",
    },
    "require_provider_approval": {
        "steps": "approval steps",
        "agreement": "flag",
        "agreement_parties": "parties",
        "agreement_filed": "flag",
    },
    "limit_third_parties": {
        "allowed_kinds": "provider kinds",
        "forbidden_kinds": "provider kinds",
        "service_types": "service types",
        "fields": "activity fields",
        "non_academic_only": "flag",
        "content_vetted": "flag",
        "partner_org_types": "provider kinds",
        "partner_service_types": "service types",
        "guidance_step": "approval step",
    },
    "lead_by_own_staff": {
        "own_share_num": "numerator",
        "own_share_den": "denominator",
        "strict": "flag",
        "roles": "roles",
        "lent_counts": "flag",
        "external_only_if_shortage": "flag",
        "prefer_own": "flag",
    },
    "lend_within_area": {
        "allowed": "flag",
        "same_area": "flag",
        "to_weak_only": "flag",
        "excellent_only": "flag",
        "service_types": "service types",
        "max_lent_days_per_week": "person-days per week",
        "max_received_days_per_week": "person-days per week",
    },
    "keep_pay_cap": {
        "cap_fen": "fen per class-hour",
        "roles": "roles",
        "service_types": "service types",
    },
    "keep_pay_floor": {"floor_fen": "fen per class-hour", "roles": "roles"},
    "balance_accounts": {
        "account": "account",
        "allowed_spending": "spending kinds",
        "surplus_refunded": "flag",
        "fee_needs_publication": "flag",
    },
    "ban_kinds": {"kinds": "activity kinds"},
    "protect_lower_grades": {"grades": "grades", "no_written_homework": "flag"},
    "cap_fees": {
        "cap_fen": "fen per student and term",
        "account": "account",
        "per_student_total": "flag",
        "from_funding": "flag",
        "max_charges_per_term": "charges per term",
    },
    "apply_fee_reductions": {"groups": "student groups", "min_reduction_pct": "%"},
    "meet_subsidy_floor": {"floor_fen": "fen per student and term"},
    "staff_duty_posts": {"duty_roles": "duty roles"},
}
# Words that the domain knows, so that a list in a pack cannot hold a misspelt one.
WORDS = {
    "roles": "teacher other_staff leader volunteer external instructor all",
    "service types": "basic special lunch evening extended",
    "provider kinds": "non_academic_training academic_training public_activity_body "
    "social_organisation other",
    "activity fields": "homework tutoring science science_pop arts labour reading film "
    "interest_group club sport handicraft games practice care",
    "activity kinds": "collective_teaching new_lesson makeup_lesson exam_drill "
    "collective_subject_teaching collective_makeup",
    "spending kinds": "personnel external_pay provider water electricity consumables "
    "venue_equipment_maintenance lunch other",
    "parties": "school provider parent",
    "duty roles": "leader_of_the_day gate patrol attendance handover dismissal_escort "
    "lunch_accompany snack_break first_aid supervision",
    "account": "basic special lunch",
    "mode": "1+1+N 2+N",
    "origins": "school provider",
    "priority groups": "disabled left_behind migrant hardship",
    "care mode": "may must_on_application",
    "stages": "primary junior",
}
