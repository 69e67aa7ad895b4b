"""Naive walks over real dates, minute by minute, with no code of the verifier.

`calendar` says on which dates a weekly record takes place, `presence` who and what is where at each
minute, `hours` what people work, `money` what accounts come to.
"""
