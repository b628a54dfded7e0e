using Microsoft.Playwright;

namespace Mitreden.BrowserTests;

/// <summary>Goes through a page with Tab alone, as somebody does who has no mouse.</summary>
/// <remarks>
/// Everything that can be used has to be reached, to be seen while it has the focus (WCAG 2.2, 2.4.7), and must not lie under a bar that stays in its place
/// (2.4.11). Of radio buttons of one name the browser reaches one, and of a group that is switched off none.
/// </remarks>
internal static class KeyboardWalk
{
    /// <summary>Collects what has to be reached. Fields for days and times hold several stops of their own, a video its own buttons.</summary>
    private const string Begin = """
        () => {
          const usable = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, video[controls], [tabindex]')]
            .filter(e => e.tabIndex >= 0 && !e.matches(':disabled') && !e.closest('[inert]') && e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
          const groups = new Set();
          window.stops = usable.filter(e => {
            if (e.type !== 'radio') return true;
            const group = (e.form?.action ?? '') + [...document.forms].indexOf(e.form) + ' ' + e.name;
            const chosen = usable.find(o => o.type === 'radio' && o.form === e.form && o.name === e.name && o.checked);
            if (chosen ? chosen !== e : groups.has(group)) return false;
            groups.add(group);
            return true;
          });
          window.reached = new Set();
          const inner = window.stops.filter(e => e.matches('input[type=date], input[type=time], input[type=datetime-local], input[type=month], video')).length;
          document.activeElement?.blur();
          window.scrollTo(0, 0);
          return window.stops.length + inner * 8 + 12;
        }
        """;

    /// <summary>Looks at what has the focus now; the answer is what is wrong with it, or nothing, or "all" once everything has been reached.</summary>
    private const string Look = """
        async () => {
          const e = document.activeElement;
          if (!e || e === document.body) return null;
          const name = () => `${e.outerHTML.slice(0, e.outerHTML.indexOf('>') + 1)}${(e.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}`;
          const isNew = !window.reached.has(e);
          window.reached.add(e);
          const left = window.stops.filter(s => !window.reached.has(s) && s.isConnected).length;
          if (!isNew) return left === 0 ? 'all' : null;
          const shows = o => { const s = getComputedStyle(o); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; };
          const isSeen = () => {
            for (let o = e, up = 0; o && up < 4; o = o.parentElement, up++) if (shows(o)) return true;
            if (e.labels && [...e.labels].some(shows)) return true;
            // A node of a drawing has no outline; its frame grows thick.
            return e instanceof SVGElement && [...e.querySelectorAll('rect')].some(r => parseFloat(getComputedStyle(r).strokeWidth) >= 4);
          };
          let seen = isSeen();
          // What changes in the next picture is seen soon enough; on a busy machine that picture comes late.
          for (let frame = 0; !seen && frame < 50; frame++) {
            await new Promise(next => setTimeout(next, 20));
            seen = isSeen();
          }
          if (!seen) return 'has the focus and does not show it: ' + name();
          const box = e.getBoundingClientRect();
          if (box.width < 2 || box.height < 2 || getComputedStyle(e).opacity === '0') return left === 0 ? 'all' : null;
          // The link to the content slides in and out over the head of the page.
          if (e.matches('.skip-link')) return null;
          // Any corner or the middle that can be seen is enough: the page may be narrower than a long link.
          const spots = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
          const clear = spots.some(([x, y]) => { const at = document.elementFromPoint(x, y); return at && (at.matches('.skip-link') || e.contains(at) || at.contains(e) || [...(e.labels ?? [])].some(l => l.contains(at))); });
          if (!clear) return 'has the focus and lies under something else: ' + name();
          return left === 0 ? 'all' : null;
        }
        """;

    /// <summary>What is wrong for somebody who has a keyboard only.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        var wrong = new List<string>();
        var most = await page.EvaluateAsync<int>(Begin);
        for (var press = 0; press < most; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            var said = await page.EvaluateAsync<string?>(Look);
            if (said == "all") return wrong;
            if (said is not null) wrong.Add(said);
        }
        wrong.AddRange(await page.EvaluateAsync<string[]>("() => window.stops.filter(s => !window.reached.has(s) && s.isConnected).map(s => 'is not reached with Tab: ' + s.outerHTML.slice(0, 200))"));
        return wrong;
    }
}
