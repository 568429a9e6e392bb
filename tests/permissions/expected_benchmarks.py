"""Who gets what from the addresses of benchmarks, breaks and re-basings: declared by hand."""

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
