"""Who gets what from which address: declared here by hand, and worked out nowhere.

tests/permissions/tables.py says what the words mean and who the people are. ``analyst`` opened the
correction, proposed the benchmark, recorded the break and asked for its withdrawal and for the
reopening; the others did not.
"""

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

submission-remark POST
  force                   does
  oversight               hidden does   does   does   hidden does   hidden does
  other_contributor other_lead other_analyst   hidden
  other_panel_chair other_reviewer other_publisher   hidden
  rest                    barred

submission-remark GET
  force oversight         method
  other_contributor other_lead other_analyst   method
  other_panel_chair other_reviewer other_publisher   method
  rest                    barred

indicator-correct GET
  lead analysts           sees
  rest                    barred

indicator-correct POST
  lead analysts           told   told   told   does   told   does   told   told
  rest                    barred
"""

# Approved again is asked for once a break in its year has come after the approval: "broken".
BENCHMARK_STATES = ("proposed", "returned", "approved", "broken")
BENCHMARKS = """
always
  unappointed superuser   barred
  anonymous               sign-in

benchmark GET
  force administrator     sees
  oversight board_member elsewhere   hidden hidden sees sees

benchmarks GET
  appointed               sees

benchmark benchmarks POST
  appointed               method

benchmark-approve benchmark-send-back POST
  panel_chair             does   told   told   told
  other_panel_chair       hidden hidden told   told
  rest                    barred

benchmark-reapprove POST
  panel_chair             told   told   told   does
  other_panel_chair       hidden hidden barred barred
  rest                    barred

benchmark-approve benchmark-send-back benchmark-reapprove GET
  panel_chair other_panel_chair   method
  rest                    barred

benchmark-withdraw POST
  analyst                 does   does   told   told
  second_analyst administrator panel_chair   barred barred told   told
  other_analyst other_administrator other_panel_chair   hidden hidden told   told
  rest                    barred

benchmark-withdraw GET
  analysts administrator panel_chair other_analyst other_administrator other_panel_chair   method
  rest                    barred

benchmark-edit GET
  analyst                 sees   sees   told   told
  second_analyst administrator   told
  rest                    barred

benchmark-edit POST
  analyst                 does   does   told   told
  second_analyst administrator   barred barred told told
  rest                    barred

benchmark-new GET
  analyst                 told   told   sees   sees
  second_analyst administrator   sees
  rest                    barred

benchmark-new POST
  analyst                 told   told   does   does
  second_analyst administrator   does
  rest                    barred

benchmark-preview GET
  analysts administrator other_analyst other_administrator   method
  rest                    barred

benchmark-preview POST
  analysts administrator  sees
  rest                    barred
"""

# Walked for a break: a re-basing's addresses differ by one word and lead to the same code.
TURN_STATES = ("recorded", "confirmed", "withdrawal asked", "withdrawn")
TURNS = """
always
  unappointed superuser   barred
  anonymous               sign-in

turns GET
  appointed               sees

turns POST
  appointed               method

turn-record POST
  analysts administrator  does
  rest                    barred

turn-record GET
  analysts administrator other_analyst other_administrator   method
  rest                    barred

turn-confirm POST
  analyst                 barred
  second_analyst panel_chair   does told told told
  rest                    barred

turn-discard POST
  analysts panel_chair administrator   does told told told
  rest                    barred

turn-discard GET
  analysts panel_chair administrator   method
  other_analyst other_panel_chair other_administrator   method
  rest                    barred

turn-withdraw POST
  analysts panel_chair    told   does   told   told
  rest                    barred

turn-withdraw-grant turn-withdraw-refuse POST
  analyst                 told   told   barred barred
  second_analyst panel_chair   told told does told
  rest                    barred

turn-withdraw-drop POST
  analyst                 told   told   does   told
  second_analyst panel_chair   told told barred barred
  rest                    barred

turn-confirm turn-withdraw turn-withdraw-grant turn-withdraw-refuse turn-withdraw-drop GET
  analysts panel_chair other_analyst other_panel_chair   method
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
  analysts                does
  rest                    barred

reopening-grant POST
  publisher               does   told
  rest                    barred

reopening-grant GET
  publisher other_publisher   method
  rest                    barred
"""

DEPUTY_STATES = ("to come", "standing in", "ended")
DEPUTIES = """
always
  unappointed superuser   barred
  anonymous               sign-in

deputies GET
  contributor lead other_contributor other_lead   sees
  rest                    barred

deputies POST
  lead                    does   told   does
  contributor other_contributor other_lead   told
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
    (DEPUTY_STATES, DEPUTIES),
    (STILL, PAGES),
)
