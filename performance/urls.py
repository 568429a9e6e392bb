"""The addresses: /<plural noun>/<id>/<verb>/, named <noun>-<verb>."""

from django.urls import path

from performance.views import (
    audit,
    corrections,
    cycles,
    drafts,
    health,
    home,
    indicators,
    moves,
    queues,
    scorecards,
    submissions,
)

app_name = "performance"

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
    path("cycles/", cycles.CycleList.as_view(), name="cycles"),
    path("cycles/<slug:code>/reopen/", cycles.Reopen.as_view(), name="cycle-reopen"),
    path("reopenings/<int:pk>/grant/", cycles.grant, name="reopening-grant"),
    path("queues/check/", queues.CheckQueue.as_view(), name="check-queue"),
    path("queues/review/", queues.ReviewQueue.as_view(), name="review-queue"),
]
