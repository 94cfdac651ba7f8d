package retex.server.catalogue;

/** A small catalogue in the import format; every name is invented. */
public final class SomeReference {

  public static final String JSON =
      """
      {"missions":[{"code":"MINELD","names":["Mission in Eldoria"]}],
       "states":[{"code":"ELD","names":["Eldoria","Eldorian","eldorien"]},
                 {"code":"NOR","names":["Norland"]}],
       "providers":[{"code":"P-NOR","name":"Norland Training Command","state":"NOR"}],
       "units":[{"code":"U-001","type":"infantry-battalion","state":"ELD","mission":"MINELD",
                 "names":["ELDBATT-2","Eldorian Battalion 2"],"callSigns":["KESTREL"]},
                {"code":"U-002","type":"formed-police-unit","state":"ELD","mission":"MINELD",
                 "names":["ELDFPU-1"]}],
       "rotations":[{"unit":"U-001","code":"2026-A","from":"2025-11-01","to":"2026-10-31"},
                    {"unit":"U-001","code":"2025-A","from":"2024-11-01","to":"2025-10-31"}],
       "people":[{"name":"Maj Ines Okafor-Lind","unit":"U-001"}],
       "places":["Camp Amber"],"vehicles":["UN-40871"],"references":["ELD/REF/2026/0099"],
       "activities":[{"code":"PDT-2025-014","provider":"P-NOR","unit":"U-001","rotation":"2026-A",
                      "kind":"pre-deployment","topics":["MED-01"],"language":"en",
                      "from":"2025-08-01","to":"2025-08-21"}],
       "consents":[{"state":"ELD","provider":"P-NOR","from":"2025-01-01","to":"2027-12-31"}]}
      """;

  private SomeReference() {}
}
