"""Contact persons and personal addresses of the Lichtenberg lists, read and written down by hand.

A person is given as the words that make the name: a leak is all of them on one line, in any order, or the telling
word alone where only this person bears it. Public figures who give a house or a street its name are not here.
"""

# one telling spelling per person, as the lists write it
PERSONS = (
    # rooms for hire: names in the facility's cell
    "Katrin Roßbach",
    # one-world groups: contact persons, heads, "c/o"
    "Eike Gringmuth-Dallmer", "Aníbal Chilenge", "Djakou", "Tadesse", "Ingrid Hartmann", "Klaus Jaschinski",
    "Julius Waldschmidt", "Rainer Kniebel", "Joel Cousy", "Helga Menzel", "Dr. Tietzsch", "Tobias Pflanz",
    "Hornung-Pickert", "Gerd Beyer", "Michael Heimbach", "Detlev Groß", "Ursula Nguyen", "Rainer Hagendorf",
    "Malte Schmidthals", "Appenheimer", "Wollenweber", "Petra Henkert", "Wasserthal", "Helga Ballien-Thiel",
    "Nguyen Giang Nam", "Sophie Méndez", "David Kipp", "Victor Dzidzonou", "Kueppers-Adebisi", "Judith Strohm",
    "Klaus Dünnhaupt", "Willi Sommerfeld", "Renate Drescher", "Alvizuri-Borda", "Hamid Fadlalla", "Simone Wiegratz",
    "Roland Krome", "Karin Strumpf", "Susanne Laudahn", "Eberhard Oettel", "Freimut Seidel", "Ulrich Wolf",
    "Deufel-Herbolte", "Herbert Voß", "Jeya Cornelis", "Claudia Bardenhewer", "Khin Maung Yin", "Ingrid Bethke",
    "Ben Hückel", "Pelkofer-Stamm", "Elmar Krammig", "Vlasta Wallat", "Stiegert-Krumhauer", "Catrin Becher",
    "Thomas Schönherr", "Sigrid Wagner", "Naana Lorbeer", "Nadine Baumann", "Karl Heinz Domdey", "Trillenberg",
    "Wolfgang Jamann", "Heiko Jungnitz", "Buntrock", "Schlicher",
)

# personal mailboxes: somebody's name before the @
MAILBOXES = (
    "m.bautz@jugendetage-berlin.de", "Birgit.Schreiber@sozdia.de", "m.mordeja@invia-center-berlin.de",
    "romund@t-online.de", "carzudel@Kietzfuerkids.de", "margit.schwabe@kiezspinne.de", "n.panzlaff@kszb.de",
    "e.stueckroth@kjhv.de", "m.schulz@m2b-berlin.de", "s.rinshofer@tjfbg.de",
    "christiane.lauterbach@ahb-lichtenberg.de", "I.vonluebke_caritas@gmx.de", "finschow.frank@ejf.de",
    "Drave@philipp-reis-oberschule.de", "jens.blasius@vav-hhausen.de", "katrin.roßbach@bbw-akadmie.de",
    "mkraft@bildungsmarkt.de", "Annerose.Oehlert@lichtenberg.berlin.de", "reichenbacher@marsiell-kliniken.com",
    "antje.mann@kulturring.org", "looss@t-online.de", "egringmuth@aol.com", "markus.lackamp@cdu.de",
    "detlev.gross@stk.brandenburg.de", "becker.hansgerd@gmx.de", "Pe.Henkert@t-online.de",
    "w.wasserthal@tu-berlin.de", "j.strohm@africavenir.org", "drvictordz@googlemail.com",
    "Karin.Strumpf2@libg.verwalt-berlin.de", "c.schattat@ekbo.de", "simone.aubram@agrar.hu-berlin.de",
    "petra.zörner@tibet-berlin.de", "kathi.epprecht@gmx.de", "BrigitteFahrenhorst@t-online.de", "claudia.roth@wzb.eu",
    "susannestiegert-krumhauer@gmx.de", "Becher.Gutschmidt@t-online.de",
)

# where contact persons live or are reached
HOMES = (
    "Am Höllengrund 18", "Graefestraße 3", "Hanne Nüte 79", "Waldstr. 37", "Grafen-von-Rieneckstr",
    "(03379) 37 51 10", "0176-564 288 27",
)
