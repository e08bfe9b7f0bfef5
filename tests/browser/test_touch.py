"""What can be touched is large enough, and lines stand apart, on every kind of public page on the narrowest phone."""

import pytest

from tests.public_place import Place
from tests.walking import report

SMALL = """least => {
  const inText = link => {  // a link in a sentence is as high as its line (WCAG 2.5.8, inline)
    const text = link.closest('p, li, dd, td, figcaption');
    return link.tagName === 'A' && text && text.textContent.trim().length > link.textContent.trim().length + 3;
  };
  const isWholeCard = link => getComputedStyle(link, '::after').position === 'absolute';
  const height = each => Math.max(...[each, ...(each.labels || [])].map(one => one.getBoundingClientRect().height));
  return [...document.querySelectorAll('button, summary, select, textarea, input:not([type=hidden]), a[href]')]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest('.skip, .visually-hidden'))
    .filter(each => each.getBoundingClientRect().width > 1 && !inText(each) && !isWholeCard(each))
    .filter(each => height(each) < least)
    .map(each => `${each.tagName} in .${each.parentElement.className} "${(each.textContent || each.name).trim()}" `
      + `${Math.round(each.getBoundingClientRect().width)}×${Math.round(height(each))}`);
}"""
DENSE = """() => [...document.querySelectorAll('main p, main li, main dd, main td')]
  .filter(each => each.checkVisibility() && each.textContent.trim() && each.getBoundingClientRect().height > 1)
  .map(each => ({each, style: getComputedStyle(each)}))
  .filter(({style}) => parseFloat(style.lineHeight) < 1.5 * parseFloat(style.fontSize) - 0.1)
  .map(({each}) => `${each.tagName} ${each.className} "${each.textContent.trim().slice(0, 20)}"`)"""


@pytest.mark.parametrize(("suffix", "least"), [("", 44), ("mode=elder", 56)])
def test_everything_is_large_enough(site, live_server, open_page, suffix, least):
    page, wrong = open_page(width=360, bypass_csp=True), set()
    for kind, address in Place(site).addresses().items():
        page.goto(f"{live_server.url}{address}{'&' if '?' in address else '?'}{suffix}")
        wrong |= {f"{kind}: {fault}" for fault in page.evaluate(SMALL, least - 0.5)}
        wrong |= {f"{kind}: dense {fault}" for fault in page.evaluate(DENSE)}
    report(sorted(wrong))
