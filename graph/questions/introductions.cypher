// id: introductions
// kind: path
// title: {de: "Wer kann bekannt machen?", en: "Who can introduce?"}
// about:
//   de: 'Der kürzeste Weg zwischen zwei Akteuren über gemeinsame Kooperationen und Träger: wer wen bekannt machen kann.'
//   en: 'The shortest way between two actors through shared cooperations and carriers: who can introduce whom.'
// method:
//   de: 'Kürzester Weg über Mitgliedschaften und Trägerschaften, die zum Stichtag gelten, höchstens acht Schritte; von gleich kurzen Wegen wird einer gezeigt. Grenze: Gemeinsam an einem Tisch zu sitzen heißt noch nicht, sich gut zu kennen.'
//   en: 'Shortest way through memberships and carriers that hold at the date, at most eight steps; of equally short ways one is shown. Limit: sitting at one table does not yet mean knowing each other well.'
// phrasings:
//   de: ['Wie kommt der FC Lohe 05 mit dem Schulverwaltungsamt in Kontakt?', 'Wer kann den Boxclub Stellwerk mit dem Gesundheitsamt bekannt machen?']
//   en: ['How can FC Lohe 05 get in touch with the Schulverwaltungsamt?', 'Who can introduce the Boxclub Stellwerk to the Gesundheitsamt?']
// parameters: [actor, other, as_of]
// columns: [name, step]
MATCH p = allShortestPaths((a:Entity {id: $actor})-[:MEMBER_OF|RUN_BY*..8]-(b:Entity {id: $other}))
WHERE all(r IN relationships(p) WHERE coalesce(r.since, '') <= $date AND coalesce(r.until, '9999') + '~' >= $date)
  AND all(n IN nodes(p) WHERE coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known
    AND coalesce(n.valid_from, '') <= $date AND coalesce(n.valid_until, '9999') + '~' >= $date)
RETURN [n IN nodes(p) | n.id] AS ids
ORDER BY ids LIMIT 5
