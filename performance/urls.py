"""The addresses: /<plural noun>/<id>/<verb>/, named <noun>-<verb>."""

from django.urls import path, register_converter

from performance.views import (
    audit,
    benchmark_editor,
    benchmark_moves,
    benchmarks,
    corrections,
    cycles,
    deputies,
    drafts,
    entering,
    entering_moves,
    grades,
    health,
    help,
    home,
    indicators,
    moves,
    queues,
    remarks,
    scorecards,
    submissions,
    turn_addresses,
    turn_moves,
    turns,
)

register_converter(turn_addresses.KindInAddress, "turn_kind")
register_converter(turn_addresses.DayInAddress, "day")

app_name = "performance"
A_BENCHMARK = "benchmarks/<slug:series>/<slug:framework>/<int:year>/<int:version>"
A_ROUND = "cycles/<slug:cycle>/portfolios/<slug:portfolio>"
A_TURN = "series/<slug:code>/<turn_kind:kind>/<day:day>"

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("healthz/", health.alive, name="alive"),
    path("readyz/", health.ready, name="ready"),
    path("scorecards/", scorecards.ScorecardList.as_view(), name="scorecards"),
    path("scorecards/<slug:code>/", scorecards.ScorecardPage.as_view(), name="scorecard"),
    path("indicators/", indicators.IndicatorList.as_view(), name="indicators"),
    path("indicators/<uuid:pk>/", indicators.IndicatorPage.as_view(), name="indicator"),
    path("indicators/<uuid:pk>/figures.csv", indicators.figures_csv, name="indicator-figures"),
    path("indicators/<uuid:pk>/audit/", audit.IndicatorAudit.as_view(), name="indicator-audit"),
    path("indicators/<uuid:pk>/correct/", corrections.Correct.as_view(), name="indicator-correct"),
    path(
        "indicators/<uuid:pk>/grades/<slug:framework>/<str:period>/",
        grades.GradePage.as_view(),
        name="grade",
    ),
    path("submissions/<uuid:pk>/grade/", grades.ProvisionalPage.as_view(), name="submission-grade"),
    path("help/grading/", help.GradingHelp.as_view(), name="help-grading"),
    path("submissions/", submissions.SubmissionList.as_view(), name="submissions"),
    path("submissions/<uuid:pk>/", submissions.SubmissionPage.as_view(), name="submission"),
    path("submissions/<uuid:pk>/edit/", drafts.Edit.as_view(), name="submission-edit"),
    path("submissions/<uuid:pk>/answers/", drafts.Answers.as_view(), name="submission-answers"),
    path("submissions/<uuid:pk>/audit/", audit.SubmissionAudit.as_view(), name="submission-audit"),
    path("submissions/<uuid:pk>/submit/", moves.submit, name="submission-submit"),
    path("submissions/<uuid:pk>/withdraw/", moves.withdraw, name="submission-withdraw"),
    path("submissions/<uuid:pk>/check/", moves.check, name="submission-check"),
    path("submissions/<uuid:pk>/send-back/", moves.send_back, name="submission-send-back"),
    path("submissions/<uuid:pk>/approve/", moves.approve, name="submission-approve"),
    path("submissions/<uuid:pk>/remark/", remarks.remark, name="submission-remark"),
    path("benchmarks/", benchmarks.BenchmarkList.as_view(), name="benchmarks"),
    path(f"{A_BENCHMARK}/", benchmarks.BenchmarkPage.as_view(), name="benchmark"),
    path(f"{A_BENCHMARK}/approve/", benchmark_moves.approve, name="benchmark-approve"),
    path(f"{A_BENCHMARK}/send-back/", benchmark_moves.send_back, name="benchmark-send-back"),
    path(f"{A_BENCHMARK}/reapprove/", benchmark_moves.reapprove, name="benchmark-reapprove"),
    path(f"{A_BENCHMARK}/withdraw/", benchmark_moves.withdraw, name="benchmark-withdraw"),
    path(
        "benchmarks/<slug:series>/<slug:framework>/<int:year>/new/",
        benchmark_editor.New.as_view(),
        name="benchmark-new",
    ),
    path(
        "benchmarks/<slug:series>/<slug:framework>/<int:year>/preview/",
        benchmark_editor.preview,
        name="benchmark-preview",
    ),
    path(
        "benchmarks/<slug:series>/<slug:framework>/<int:year>/<int:version>/edit/",
        benchmark_editor.Edit.as_view(),
        name="benchmark-edit",
    ),
    path("series/<slug:code>/turns/", turns.Turns.as_view(), name="turns"),
    path("series/<slug:code>/<turn_kind:kind>/record/", turns.record, name="turn-record"),
    path(f"{A_TURN}/confirm/", turn_moves.confirm, name="turn-confirm"),
    path(f"{A_TURN}/discard/", turn_moves.discard, name="turn-discard"),
    path(f"{A_TURN}/withdraw/", turn_moves.withdraw, name="turn-withdraw"),
    path(f"{A_TURN}/withdraw/grant/", turn_moves.grant, name="turn-withdraw-grant"),
    path(f"{A_TURN}/withdraw/drop/", turn_moves.drop, name="turn-withdraw-drop"),
    path(f"{A_TURN}/withdraw/refuse/", turn_moves.refuse, name="turn-withdraw-refuse"),
    path("cycles/", cycles.CycleList.as_view(), name="cycles"),
    path(f"{A_ROUND}/", entering.Entering.as_view(), name="entering"),
    path(f"{A_ROUND}/answers/", entering.Answers.as_view(), name="entering-answers"),
    path(f"{A_ROUND}/submit/", entering_moves.submit, name="entering-submit"),
    path("cycles/<slug:code>/reopen/", cycles.Reopen.as_view(), name="cycle-reopen"),
    path("reopenings/<int:pk>/grant/", cycles.grant, name="reopening-grant"),
    path("deputies/", deputies.Deputies.as_view(), name="deputies"),
    path("deputies/<int:pk>/end/", deputies.end, name="deputy-end"),
    path("queues/check/", queues.CheckQueue.as_view(), name="check-queue"),
    path("queues/review/", queues.ReviewQueue.as_view(), name="review-queue"),
]
