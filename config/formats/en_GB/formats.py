"""How the administration site reads a day that is typed: as other pages, and as Django does."""

from django.conf.locale.en_GB import formats as django_formats

from performance.figures.days import DAY_FORMATS

# The first is the one that a field is shown in.
DATE_INPUT_FORMATS = [*dict.fromkeys([*django_formats.DATE_INPUT_FORMATS, *DAY_FORMATS])]
