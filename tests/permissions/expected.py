"""Who gets what from which address: declared here by hand, and worked out nowhere.

tests/permissions/tables.py says what the words mean and who the people are. ``analyst`` opened the
correction, proposed the benchmark, recorded the break and asked for its withdrawal and for the
reopening; the others did not.
"""

from tests.permissions.expected_benchmarks import (
    BENCHMARK_STATES,
    BENCHMARKS,
    TURN_STATES,
    TURNS,
)

SUBMISSION_STATES = (
    *("draft", "submitted", "checked", "approved", "returned", "superseded"),
    # Of figures that stand: opened by the analyst, then handed over by the lead.
    *("correction", "resubmitted"),
)
SUBMISSIONS = """
always
  unappointed superuser   barred
  anonymous               sign-in

submission submission-audit GET
  force                   sees
  oversight               hidden sees   sees   sees   hidden sees   hidden sees
  board_member            hidden hidden hidden sees   hidden sees   hidden hidden
  administrator elsewhere hidden

submission submission-audit submission-grade submissions POST
  appointed               method

submissions GET
  appointed               sees

submission-grade GET
  force                   sees   sees   sees   told   sees   told   sees   sees
  oversight               hidden sees   sees   told   hidden told   hidden sees
  board_member            hidden hidden hidden told   hidden told   hidden hidden
  administrator elsewhere hidden

submission-edit submission-answers GET
  contributor lead        sees   told   told   told   sees   told   sees   told
  analyst                 barred told   told   told   barred told   sees   told
  second_analyst          barred told   told   told   barred told   barred told
  other_contributor other_lead other_analyst   hidden
  rest                    barred

submission-edit POST
  contributor lead        does   told   told   told   does   told   does   told
  analyst                 barred barred barred barred barred barred does   told
  second_analyst          barred
  other_contributor other_lead other_analyst   hidden
  rest                    barred

entering entering-answers GET
  contributor lead analysts   sees
  other_contributor other_lead other_analyst   hidden
  rest                    barred

entering POST
  contributor lead        does   told   told   told   does   told   told   told
  analyst                 barred
  second_analyst          barred
  other_contributor other_lead other_analyst   hidden
  rest                    barred

entering-submit POST
  lead                    does   told   told   told   does   told   told   told
  other_lead              hidden
  rest                    barred

entering-submit GET
  lead other_lead         method
  rest                    barred

entering-answers POST
  contributor lead analysts other_contributor other_lead other_analyst   method
  rest                    barred

submission-answers POST
  contributor lead analysts other_contributor other_lead other_analyst   method
  rest                    barred

submission-submit POST
  lead                    does   told   told   told   does   told   does   told
  other_lead              hidden
  rest                    barred

submission-withdraw POST
  lead                    told   does   told   told   told   told   told   does
  other_lead              hidden
  rest                    barred

submission-submit submission-withdraw GET
  lead other_lead         method
  rest                    barred

submission-check POST
  analyst                 told   does   told   told   told   told   told   barred
  second_analyst          told   does   told   told   told   told   told   does
  other_analyst           hidden
  rest                    barred

submission-check GET
  analysts other_analyst  method
  rest                    barred

submission-send-back POST
  analysts                told   does   barred told   told   told   told   does
  reviewers               hidden barred does   told   told   told   hidden barred
  other_analyst other_reviewer   hidden
  rest                    barred

submission-send-back GET
  analysts reviewers other_analyst other_reviewer   method
  rest                    barred

submission-approve POST
  reviewers               hidden told   does   told   told   told   hidden told
  other_reviewer          hidden
  rest                    barred

submission-approve GET
  reviewers other_reviewer   method
  rest                    barred

submission-attach attachment-remove POST
  contributor lead        does   told   told   told   does   told   does   told
  analyst                 barred barred barred barred barred barred does   told
  second_analyst          barred
  other_contributor other_lead other_analyst   hidden
  rest                    barred

submission-attach attachment-remove GET
  contributor lead analysts other_contributor other_lead other_analyst   method
  rest                    barred

attachment GET
  force                   sees
  oversight               hidden sees   sees   sees   hidden sees   hidden sees
  board_member            hidden hidden hidden sees   hidden sees   hidden hidden
  administrator elsewhere hidden

attachment POST
  appointed               method

submission-remark POST
  force                   does
  oversight               hidden does   does   does   told   does   hidden does
  other_contributor other_lead other_analyst   hidden
  other_panel_chair other_reviewer other_publisher   hidden
  rest                    barred

submission-remark GET
  force oversight         method
  other_contributor other_lead other_analyst   method
  other_panel_chair other_reviewer other_publisher   method
  rest                    barred

check-queue-check POST
  analysts other_analyst  told
  rest                    barred

review-queue-approve POST
  reviewers other_reviewer   told
  rest                    barred

check-queue-check GET
  analysts other_analyst  method
  rest                    barred

review-queue-approve GET
  reviewers other_reviewer   method
  rest                    barred

indicator-correct GET
  lead analysts           sees
  rest                    barred

indicator-correct POST
  lead analysts           told   told   told   does   told   does   told   told
  rest                    barred
"""

REOPENING_STATES = ("reopening asked", "reopening granted")
REOPENINGS = """
always
  unappointed superuser   barred
  anonymous               sign-in

cycles GET
  force publisher         sees
  other_contributor other_lead other_analyst other_panel_chair other_publisher   sees
  rest                    barred

cycles POST
  force publisher         method
  other_contributor other_lead other_analyst other_panel_chair other_publisher   method
  rest                    barred

cycle-reopen GET
  analysts other_analyst  sees
  rest                    barred

cycle-reopen POST
  analyst                 told   does
  second_analyst          told   does
  other_analyst           told
  rest                    barred

reopening-grant POST
  publisher               does   told
  rest                    barred

reopening-grant GET
  publisher other_publisher   method
  rest                    barred
"""

BOARD_STATES = ("owed", "reminded of today", "handed over")
BOARDS = """
always
  unappointed superuser   barred
  anonymous               sign-in

cycle GET
  board_member administrator other_board_member other_administrator   barred
  rest                    sees

cycle POST
  board_member administrator other_board_member other_administrator   barred
  rest                    method

cycle-audit GET
  reviewers other_reviewer   barred
  board_member administrator other_board_member other_administrator   barred
  rest                    sees

cycle-audit POST
  reviewers other_reviewer   barred
  board_member administrator other_board_member other_administrator   barred
  rest                    method

cycle-remind POST
  analysts panel_chair    does   told   told
  other_analyst other_panel_chair   told
  rest                    barred

cycle-remind GET
  analysts panel_chair other_analyst other_panel_chair   method
  rest                    barred
"""

DEPUTY_STATES = ("to come", "standing in", "ended")
DEPUTIES = """
always
  unappointed superuser   barred
  anonymous               sign-in

deputies deputies-audit GET
  contributor lead other_contributor other_lead   sees
  rest                    barred

deputies POST
  lead                    does   told   does
  contributor other_contributor other_lead   told
  rest                    barred

deputies-audit POST
  contributor lead other_contributor other_lead   method
  rest                    barred

deputy-end POST
  lead                    does   does   told
  contributor other_contributor other_lead   hidden
  rest                    barred

deputy-end GET
  contributor lead other_contributor other_lead   method
  rest                    barred
"""

PAGES = """
always
  unappointed superuser   barred
  anonymous               sign-in

scorecards scorecard indicators indicator indicator-figures indicator-audit grade GET
  appointed               sees

scorecards scorecard indicators indicator indicator-figures indicator-audit grade POST
  appointed               method

home help-grading GET
  signed_in               sees

home help-grading POST
  signed_in               method

check-queue GET
  analysts other_analyst  sees
  rest                    barred

check-queue POST
  analysts other_analyst  method
  rest                    barred

review-queue GET
  reviewers other_reviewer   sees
  rest                    barred

review-queue POST
  reviewers other_reviewer   method
  rest                    barred

alive ready GET
  everybody               sees

alive ready POST
  everybody               method

accounts:sign-in GET POST
  anonymous               sees
  signed_in               told

accounts:sign-out GET
  everybody               method

accounts:sign-out accounts:password-reset POST
  everybody               told

accounts:password-change GET POST
  signed_in               sees

accounts:keyboard GET
  signed_in               sees

accounts:keyboard POST
  signed_in               told

accounts:password-change-done GET
  signed_in               sees

accounts:password-change-done POST
  signed_in               method

accounts:password-reset accounts:password-reset-sent accounts:password-reset-done GET
  everybody               sees

accounts:password-reset-sent accounts:password-reset-done POST
  everybody               method

accounts:password-reset-confirm accounts:invitation-accept GET POST
  everybody               sees
"""

STILL = ("",)
OF_STATES = (
    (SUBMISSION_STATES, SUBMISSIONS),
    (BENCHMARK_STATES, BENCHMARKS),
    (TURN_STATES, TURNS),
    (REOPENING_STATES, REOPENINGS),
    (BOARD_STATES, BOARDS),
    (DEPUTY_STATES, DEPUTIES),
    (STILL, PAGES),
)
