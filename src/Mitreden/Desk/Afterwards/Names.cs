using System.Text.RegularExpressions;

namespace Mitreden.Desk.Afterwards;

/// <summary>Lists of what is common: towns and first names. A list never ends; that is why somebody looks at the text as well.</summary>
internal static class Names
{
    private const string TownList = """
        Aachen Aalen Altona Ansbach Aschaffenburg Augsburg Bamberg Basel Bautzen Bayreuth Berlin Bern Bielefeld Bocholt Bochum Bonn Bottrop Brandenburg Braunschweig Bremen Bremerhaven
        Bregenz Celle Chemnitz Coburg Cottbus Cuxhaven Darmstadt Dessau Detmold Dortmund Dresden Duisburg Düren Düsseldorf Emden Erfurt Erlangen Eschborn Esslingen Flensburg
        Frankfurt Freiburg Fulda Fürth Gelsenkirchen Genf Gera Gießen Göppingen Görlitz Goslar Göttingen Graz Greifswald Gütersloh Hagen Halberstadt Hamburg Hameln Hamm Hanau
        Hannover Heidelberg Heilbronn Herford Herne Hildesheim Ingolstadt Innsbruck Iserlohn Itzehoe Jena Kaiserslautern Karlsruhe Kassel Kempten Kiel Klagenfurt Koblenz Köln
        Konstanz Krefeld Landshut Leipzig Leverkusen Lingen Linz Lippstadt Lübeck Lüdenscheid Ludwigsburg Ludwigshafen Lüneburg Luzern Magdeburg Mainz Mannheim Marburg Meißen
        Memmingen Minden Moers Mönchengladbach München Münster Neubrandenburg Neumünster Neuss Nürnberg Oberhausen Offenbach Offenburg Oldenburg Osnabrück Paderborn Passau Pforzheim
        Pirmasens Plauen Potsdam Ratingen Ravensburg Recklinghausen Regensburg Remscheid Reutlingen Rosenheim Rostock Saarbrücken Salzburg Salzgitter Schweinfurt Schwerin Siegen
        Sindelfingen Solingen Speyer Stade Stralsund Stuttgart Suhl Trier Tübingen Tuttlingen Unna Velbert Villach Villingen Weiden Weimar Wetzlar Wien Wiesbaden Wilhelmshaven Winterthur
        Wismar Wittenberg Witten Wolfsburg Worms Wuppertal Würzburg Zürich Zwickau Sauerland Allgäu Ruhrgebiet Schwarzwald Münsterland Ostfriesland Eifel
        London Manchester Birmingham Leeds Liverpool Bristol Sheffield Glasgow Edinburgh Cardiff Belfast Dublin Nottingham Leicester Coventry Oxford Cambridge Brighton York Norwich
        Münchner Münchener Dresdner Bremer Hannoveraner Zürcher
        """;

    private const string FirstList = """
        Achim Adam Ahmed Ahmet Aisha Alex Alexander Alexandra Ali Alice Amelie Amy Andrea Andreas Andrew Angela Angelika Anja Anke Ann Anna Anne Anneliese Annette Anton Antje Armin Arthur Astrid
        Axel Ayşe Ayse Barbara Beate Ben Benjamin Bernd Bernhard Bettina Bianca Birgit Björn Brigitte Bruno Carla Carsten Carmen Carolin Caroline Catherine Charlotte Chloe Chris Christa Christian Christiane Christina
        Christine Christoph Claudia Claus Clara Cornelia Daniel Daniela David Dennis Diana Dieter Dirk Dominik Doris Edith Elena Elif Elisabeth Elizabeth Elke Ella Emil Emilia Emily Emma
        Erich Erik Erika Erwin Eva Fabian Fatima Fatma Felix Ferdinand Finn Florian Frank Franz Franziska Frieda Friedrich Fritz Gabi Gabriele Georg George Gerd Gerhard Gisela Grace Greta Gudrun Günter
        Günther Hakan Hanna Hannah Hannelore Hans Harald Harry Hasan Heike Heiko Heiner Heinrich Heinz Helen Helga Helmut Henry Herbert Hermann Hilde Holger Horst Ibrahim Ilse Inge Ingo Ingrid Irina Irene Iris Isabel Jack
        Jakob James Jan Jana Jane Janine Jannik Jennifer Jens Jessica Jim Joachim Jochen Johanna Johannes John Jonas Jörg Josef Joseph Julia Julian Jürgen Jutta Kai Karen Karin Karl Karla
        Karsten Kate Katharina Kathrin Katja Katrin Kemal Kerstin Kevin Kim Kirsten Klara Klaus Konrad Kristina Kurt Lara Lars Laura Lea Lena Leon Leonie Lina Linda Lisa Lothar Louis Luca Lucy Ludwig Luisa
        Luise Lukas Lutz Maik Maike Manfred Manuel Manuela Marc Marcel Marco Marcus Margarete Margit Maria Marianne Marie Mario Marion Mark Markus Marlene Martha Martin Martina Mary Mathias Matthew Matthias
        Max Maximilian Mehmet Melanie Mia Michael Michaela Michelle Mike Mila Mohamed Mohammed Monika Moritz Murat Mustafa Nadine Nancy Natalie Nele Nicholas Nico Nicole Niklas Nils Nina Nora Norbert Nuri Olaf Oleg Olga Oliver
        Olivia Oskar Otto Patricia Patrick Paul Paula Peggy Petra Peter Philipp Pia Rachel Rainer Ralf Ralph Ramona Rebecca Regina Reinhard Renate René Richard Rita Robert Roland Rolf Roman Ronny Rosemarie Rudolf
        Ruth Sabine Sabrina Sam Samuel Sandra Sandy Sara Sarah Sascha Sebastian Selin Silke Silvia Simon Simone Sofia Sonja Sophia Sophie Stefan Stefanie Steffen Stella Stephan Stephanie Steve Steven Susan Susanne Sven
        Svenja Sylvia Tanja Tatjana Theo Theresa Thomas Thorsten Till Tim Timo Tina Tobias Tom Torsten Udo Ulf Ulla Ulrich Ulrike Ursula Ute Uwe Vera Verena Veronika Victoria Viktor Volker Vanessa
        Walter Waltraud Werner Wiebke Wilfried Wilhelm William Willi Wolfgang Yannick Yasemin Yusuf Yvonne Zeynep
        """;

    /// <summary>Towns and regions of the list, also with what is hung on: Hamburger, Köln-Mülheim, Frankfurt am Main.</summary>
    public static Regex Towns { get; } = new($@"\b(?:{All(TownList)})(?:er|s)?(?:-[A-ZÄÖÜ]\w+)*\b(?:\s(?:am|an\s+der)\s[A-ZÄÖÜ]\w+|\s?\([A-ZÄÖÜ]\w+\))?", RegexOptions.CultureInvariant);

    /// <summary>First names of the list, with the name behind them.</summary>
    public static Regex First { get; } = new($@"\b(?:{All(FirstList)})(?:-[A-ZÄÖÜ]\w+)?(?:['’]?s)?\b(?:\s+(?:von\s+|van\s+|de\s+)?[A-ZÄÖÜ](?:\.|[\w'’-]+))?", RegexOptions.CultureInvariant);

    private static string All(string list) => string.Join('|', list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).OrderByDescending(n => n.Length).Select(Regex.Escape));
}
