using System.Text.RegularExpressions;

namespace Mitreden.Desk.Afterwards;

/// <summary>Rules that find traces in any text. A rule with a group <c>it</c> replaces only that group.</summary>
internal static partial class Traces
{
    private const string Cap = @"[A-ZÄÖÜ][\w'’-]*";
    private const string Months = "(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January|February|March|May|June|July|October|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Okt|Oct|Nov|Dez|Dec)";
    private const string Hours = "(?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";

    /// <summary>The rules; among equally long findings the first trace of the enumeration names it.</summary>
    public static IReadOnlyList<(Trace Trace, Regex Pattern)> Rules { get; } =
    [
        (Trace.Mail, MailRule()), (Trace.Link, LinkRule()), (Trace.Handle, HandleRule()), (Trace.Topic, TopicRule()),
        (Trace.Moment, DateRule()), (Trace.Moment, MonthRule()), (Trace.Moment, DayRule()), (Trace.Moment, TimeRule()), (Trace.Moment, SpokenTimeRule()), (Trace.Moment, FeastRule()),
        (Trace.Phone, PhoneRule()), (Trace.Number, NumberRule()), (Trace.Number, PlateRule()),
        (Trace.Place, AddressRule()), (Trace.Place, EnglishAddressRule()), (Trace.Place, PostcodeRule()), (Trace.Place, Names.Towns), (Trace.Place, PlaceAfterRule()),
        (Trace.Person, TitleRule()), (Trace.Person, Names.First), (Trace.Person, InitialRule()), (Trace.Person, InitialFirstRule()), (Trace.Person, AddressedRule()), (Trace.Person, SpeakerRule()),
    ];

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")]
    private static partial Regex MailRule();

    [GeneratedRegex(@"(?:https?://|www\.)[^\s<>""„“]*[^\s<>""„“.,;:!?)]|(?<![\w@.])(?:[\w-]+\.)+(?:de|com|net|org|eu|at|ch|io|info|biz|example|co\.uk|uk|app|tv|shop)\b(?:/[^\s<>""„“]*[^\s<>""„“.,;:!?)])?", RegexOptions.IgnoreCase)]
    private static partial Regex LinkRule();

    [GeneratedRegex(@"(?<![\w@])@(?!jemand\b|someone\b)\w[\w.-]*|(?<![\w/])[ur]/\w[\w-]{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex HandleRule();

    [GeneratedRegex(@"(?<![\w&])#(?!thema\b|topic\b)\w+", RegexOptions.IgnoreCase)]
    private static partial Regex TopicRule();

    [GeneratedRegex(@"(?:\b(?:am|vom|(?:bis\s+)?zum|(?:seit|ab|vor|nach)(?:\s+dem)?|bis|in|on|by|before|after|since|until|from)\s+)?(?<![\d.])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.(?:\s?(?:19|20)?\d{2}(?!\d))?|\d{1,2}/\d{1,2}(?:/\d{2,4})?)(?!\d)|(?:\bin\s+)?\bKW\s?\d{1,2}\b", RegexOptions.IgnoreCase)]
    private static partial Regex DateRule();

    [GeneratedRegex($@"(?:\b(?:am|Am|vom|zum|(?:[Ss]eit|[Aa]b|[Vv]or|[Nn]ach)(?:\s+dem)?|[Bb]is|im|Im|in|on|by|before|after|since|until|last|the|Anfang|Mitte|Ende|early|late)\s+)*(?:\b(?:[Ee]rste[rn]?|[Zz]weite[rn]?|[Dd]ritte[rn]?)\s+{Months}\b|\b\d{{1,2}}(?:\.|st|nd|rd|th)?\s*(?:of\s+)?{Months}\b\.?(?:,?\s*(?:19|20)?\d{{2}}\b)?|\b{Months}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s*(?:19|20)\d{{2}}\b)?|\b{Months}\s+(?:19|20)\d{{2}}\b)|(?:\b(?:im|Im|in|seit|Seit|since|last|letzten|Anfang|Mitte|Ende|early|late)\s+)+{Months}\b|\b(?:Januar|Februar|März|April|Juni|Juli|September|Oktober|November|Dezember|January|February|July|October|December)\b")]
    private static partial Regex MonthRule();

    [GeneratedRegex(@"(?:\b(?:am|seit(?:\s+dem)?|bis|zum|vom|jeden|on|since|until|last|letzten|vergangenen|nächsten|diesen|this|next|every)\s+)*\b(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:s|abend|morgen|nachmittag|vormittag|mittag|nacht|früh)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex DayRule();

    [GeneratedRegex(@"(?:\b(?:um|gegen|ab|seit|bis|kurz\s+vor|kurz\s+nach|at|around|by|since|until|before|after)\s+)?(?<![\d.,])\d{1,2}(?:[:.]\d{2}(?![\d.,]\d)(?:\s?(?:Uhr|h\b|am\b|pm\b|a\.m\.|p\.m\.))?|\s?(?:Uhr(?:\s\d{1,2}\b)?|am\b(?!\s+[A-ZÄÖÜ])|pm\b|a\.m\.|p\.m\.|o['’]clock))", RegexOptions.IgnoreCase)]
    private static partial Regex TimeRule();

    [GeneratedRegex($@"(?:\b(?:um|gegen|at|around)\s+)?\b(?:halb|viertel\s+(?:vor|nach)|half\s+past|quarter\s+(?:to|past))\s+{Hours}\b|\b(?:um|gegen)\s+{Hours}\b", RegexOptions.IgnoreCase)]
    private static partial Regex SpokenTimeRule();

    [GeneratedRegex(@"(?:\b(?:an|zu|vor|nach|über|seit|Seit|bis|by|since|at|before|after|over)\s+)?\b(?:Weihnachten|Heiligabend|Ostern|Pfingsten|Silvester|Fasching|Black\s+Friday|Christmas|Easter|New\s+Year['’]?s(?:\s+(?:Eve|Day))?)\b")]
    private static partial Regex FeastRule();

    [GeneratedRegex(@"(?<![\w+])(?:\+|00)\d[\d\s()/.-]{5,}\d|(?<![\w.,])\(?0\d{1,5}\)?[\s/-]+\d[\d\s/-]{2,}\d")]
    private static partial Regex PhoneRule();

    [GeneratedRegex(@"(?<!\w)(?:[A-Za-zÄÖÜ]{1,6}[-/]?){0,2}(?:\d[ .,/-]?){2,}\d\w*|\b[A-Z]{2}\d{2}(?:\s?[\dA-Z]{4}){3,}(?:\s?\d{1,4})?\b")]
    private static partial Regex NumberRule();

    [GeneratedRegex(@"\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}\s?\d{1,4}[EH]?\b")]
    private static partial Regex PlateRule();

    [GeneratedRegex($@"(?:\b(?:der|die|dem|den|zur)\s+)?\b[A-ZÄÖÜ][\w.-]*(?:(?:straße|strasse|str\.|gasse|allee)(?:\s+\d{{1,4}}(?:\s?[a-z])?\b)?|(?:weg|platz|ring|ufer|damm|markt)\s+\d{{1,4}}(?:\s?[a-z])?\b)|\b(?:Am|Im|An\s+der|Zum|Zur|Alte[rn]?|Neue[rn]?|Lange|Obere|Untere)\s+{Cap}\s+\d{{1,4}}[a-z]?\b")]
    private static partial Regex AddressRule();

    [GeneratedRegex($@"(?:\b\d{{1,4}}[a-z]?\s+)?\b{Cap}(?:\s{Cap})?\s+(?:Street|Road|Lane|Avenue|Square|Drive|Terrace|Crescent|St|Rd|Ave)\b\.?")]
    private static partial Regex EnglishAddressRule();

    [GeneratedRegex($@"\b(?:D-)?\d{{5}}\s+{Cap}(?:\s(?:am|an\s+der|im|ob\s+der)\s{Cap})?|\b[A-Z]{{1,2}}\d{{1,2}}[A-Z]?\s\d[A-Z]{{2}}\b")]
    private static partial Regex PostcodeRule();

    [GeneratedRegex($@"\b(?:[Ii]n|[Aa]us|[Bb]ei|[Nn]ach|[Vv]on|near|from|to)\s+(?<it>(?:Essen|Halle|Hof|Singen|Regen|Ulm|Reading|Bath|Cork)\b|(?:Bad|Sankt|St\.|Schwäbisch|Markt|Groß|Klein|Neu|Ober|Unter)\s{Cap}|[A-ZÄÖÜ][a-zäöüß]{{2,}}(?:burg|heim|hausen|stadt|dorf|furt|bach|berg|ingen|kirchen|walde|stedt|rode|hagen|büttel|münde|brücken?|shire|chester|ville|ford)(?:-{Cap})*\b)")]
    private static partial Regex PlaceAfterRule();

    [GeneratedRegex($@"(?:\b(?:(?:[Mm]ein|[Dd]ein|[Uu]nser|[Ee]uer|[Ii]hr|[Ss]ein)(?:e[mnrs]?)?|[Dd]er|[Dd]ie|[Dd]em|[Dd]en|[Vv]om|[Bb]eim|[Zz]ur|[Zz]um|[Mm]y|[Oo]ur|[Yy]our|[Hh]is|[Hh]er|[Tt]he)\s+)?\b(?:(?:Herrn?|Hr|Fr|Frau|Familie|Fräulein|Mr|Mrs|Ms|Miss|Mx|Sir|Dr|Prof|Kolleg(?:e|en|in)|Nachbar(?:n|in)?|Chefin?|Meister(?:in)?|Kund(?:e|en|in)|Azubi|Fahrer(?:in)?|Monteur(?:in)?|Mann|Ehemann|Ehefrau|Tochter|Sohn|Bruder|Schwester|Mutter|Vater|Freundin|Freund|Anwalt|Anwältin|colleague|neighbour|boss|driver|husband|wife|brother|sister|son|daughter|friend)\.?\s+)+(?:von\s+(?:der\s+|dem\s+)?|van\s+(?:der?\s+|den\s+)?|de\s+(?:la\s+)?|zu\s+|al-)*{Cap}(?:\s+(?:von\s+|van\s+|de\s+)?{Cap})?")]
    private static partial Regex TitleRule();

    [GeneratedRegex(@"\b[A-ZÄÖÜ][a-zäöüß'’-]+\s[A-ZÄÖÜ]\.(?!\s?[A-ZÄÖÜ]?\.)")]
    private static partial Regex InitialRule();

    [GeneratedRegex(@"(?<!\b[a-zA-Z]\.\s?)\b[A-ZÄÖÜ]\.\s?(?:[A-ZÄÖÜ]\.\s?)?[A-ZÄÖÜ][a-zäöüß'’-]{2,}")]
    private static partial Regex InitialFirstRule();

    [GeneratedRegex($@"\b(?:Hallo|Hi|Hey|Moin|Servus|Liebe[rs]?|Dear|Hello|Danke|Thanks|Thank\s+you|Cheers|Gruß|Grüße|Gruss|VG|LG|MfG|Regards|namens|hei(?:ß|ss)[te]|called|named|gez\.|schreibt|schrieb|wrote)[,!]?\s+(?<it>(?!(?:Kund\w*|Kolleg\w*|Leute|Alle[rsn]?|Zusammen|Team|Community|Freund\w*|Gruppe|Sie|Ihnen|Ihre?[mnrs]?|Euch|Du|Dir|Dich|Everyone|Everybody|All|There|Folks|Frau|Herr\w*|Mitarbeit\w*|Gäste|Damen|Nachbar\w*|Fans?|Customers?|Colleagues?|The|It|They|We|I|You|He|She|This|That|My|Your|Das|Die|Der|Den|Dem|Ein\w*|Es|Wir|Ich|Er|Man|Was|Warum|Wieso|Dass|Unser\w*|Mein\w*|Nach|Für|And|But|For)\b){Cap}(?:\s+{Cap})?)")]
    private static partial Regex AddressedRule();

    [GeneratedRegex(@"^\s*(?!(?:Jemand|Someone|Unsere|Our|One)\b)(?<it>[A-ZÄÖÜ][\w'’-]+\s+[A-ZÄÖÜ][\w'’.-]+(?=\s*:)|[A-ZÄÖÜ][\w'’-]+(?:\s+[A-ZÄÖÜ][\w'’.-]+)?(?=\s+(?:schreibt|schrieb|antwortet|wrote|says|replied)\b))", RegexOptions.Multiline)]
    private static partial Regex SpeakerRule();
}
