namespace Mitreden.Desk.WaysIn;

/// <summary>The bookmark that brings title, address and selection of a page into the share form. It carries no secret and reports nothing by itself.</summary>
public static class Bookmark
{
    /// <summary>The script as the address of a bookmark.</summary>
    /// <param name="publicUrl">Address of the installation.</param>
    /// <remarks>
    /// Browsers and proxies take about 8,000 characters of an address, and over the sign-in page it is encoded twice; so each part has an
    /// end, counted as it will be sent. A part is cut between characters and never within one.
    /// </remarks>
    public static string For(string publicUrl) => "javascript:(()=>{"
        + "const f=(s,n)=>{let a=Array.from(String(s||'')).slice(0,n);while(encodeURIComponent(a.join('')).length>n)a.length=Math.floor(a.length*.9);return encodeURIComponent(a.join(''))};"
        + "const l=location,u=l.href.length>1500?l.origin+l.pathname:l.href;"
        + $"window.open('{Safe(publicUrl)}/desk/share?title='+f(document.title,300)+'&url='+f(u,1500)+'&text='+f(getSelection(),1500),'_blank','noopener')"
        + "})()";

    private static string Safe(string address) => address.TrimEnd('/').Replace("'", "%27", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal);
}
