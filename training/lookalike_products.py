"""Names of things that look like names of people, firms or places: software, models, devices, games, works, remedies.

Written for this project. A name stands for the thing in whatever sentence it stands in: nobody is meant.
"""

PRODUCTS = (
    "Python,Ruby,Rust,Go,Perl,Julia,Ada,Scala,Kotlin,Swift,Haskell,Erlang,Elixir,Crystal,Elm,Dart,Clojure,Cobol,Fortran,Pascal,Delphi,Lua,Zig,Nim,Racket,Scheme,Prolog,Groovy,Java,JavaScript,TypeScript,"
    "Django,Flask,Rails,Laravel,Symfony,Spring Boot,Angular,React,Vue,Svelte,Ember,Next.js,Nuxt,Astro,Remix,Express,FastAPI,Celery,Gunicorn,Phoenix,Sinatra,Struts,Hibernate,Vaadin,Blazor,Electron,Tauri,"
    "Postgres,PostgreSQL,MySQL,MariaDB,Mongo,MongoDB,Redis,Valkey,Cassandra,Neo4j,Elastic,Elasticsearch,Kibana,Logstash,Splunk,Grafana,Prometheus,Loki,Tempo,Jaeger,Zipkin,Datadog,Sentry,Nagios,Zabbix,Icinga,"
    "Kafka,RabbitMQ,Pulsar,Flink,Spark,Hadoop,Hive,Presto,Trino,Airflow,Dagster,Prefect,Luigi,Snowflake,Databricks,Looker,Tableau,Metabase,Superset,Power BI,dbt,Iceberg,Delta Lake,Parquet,Arrow,Pandas,Polars,"
    "NumPy,SciPy,PyTorch,TensorFlow,Keras,Jax,Hugging Face,LangChain,LlamaIndex,Haystack,Ollama,vLLM,Whisper,Stable Diffusion,Midjourney,Claude,Claude Opus,Claude Sonnet,Claude Haiku,Gemini,Gemma,Llama,Mistral,"
    "Mixtral,Codestral,Qwen,DeepSeek,Grok,Falcon,Bard,Copilot,Cursor,Bert,Roberta,Albert,Ernie,Elmo,Watson,Alexa,Siri,Cortana,Bixby,Eliza,Einstein,Jasper,Perplexity,ChatGPT,GPT-4o,Phi,Nova,Orca,Vicuna,Alpaca,"
    "Docker,Podman,Kubernetes,Helm,Terraform,Ansible,Puppet,Chef,Salt,Vagrant,Vault,Consul,Nomad,Packer,Jenkins,Bamboo,Travis,CircleCI,Gitea,Forgejo,GitLab,GitHub,Bitbucket,Gerrit,Jira,Confluence,Trello,Asana,"
    "Linear,Notion,Slack,Teams,Zoom,Webex,Discord,Signal,Telegram,WhatsApp,Mattermost,Nextcloud,Dropbox,Outlook,Thunderbird,Firefox,Chrome,Safari,Opera,Brave,Vivaldi,Edge,Excel,Word,PowerPoint,Access,OneNote,"
    "Photoshop,Illustrator,Lightroom,Figma,Sketch,Blender,Maya,Cinema 4D,Unity,Unreal,Godot,Ableton,Audacity,Audition,Premiere,DaVinci Resolve,Canva,Gimp,Inkscape,Krita,Apache,Nginx,Caddy,Traefik,Envoy,Istio,"
    "Varnish,Squid,Tomcat,Jetty,Maven,Gradle,Ant,Bazel,Selenium,Cypress,Playwright,Jest,Mocha,Jasmine,Karma,Cucumber,Postman,Swagger,Wireshark,Nmap,Burp,Metasploit,Kali,Snort,Kerberos,Hydra,John the Ripper,"
    "Linux,Debian,Ubuntu,Fedora,Arch,Gentoo,Mint,Suse,Slackware,Android,Windows,Solaris,Hermes,Athena,Apollo,Artemis,Zeus,Odin,Thor,Loki,Freya,Minerva,Juno,Atlas,Titan,Pegasus,Orion,Andromeda,Sirius,Vega,Castor,"
    "Tesla Model Y,Golf,Polo,Passat,Tiguan,Clio,Megane,Zoe,Twingo,Corsa,Astra,Vectra,Fiesta,Focus,Mondeo,Kuga,Panda,Giulia,Giulietta,Mito,Octavia,Fabia,Leon,Ibiza,Ateca,Sandero,Duster,Yaris,Corolla,Civic,Jazz,"
    "Ariane,Soyuz,Hubble,Webb,Galileo,Cassini,Juno,Rosetta,Philae,Voyager,Curiosity,Kindle,Roomba,Thermomix,Nespresso,Dolce Gusto,Alexa Echo,Nest,Ring,iPhone,iPad,MacBook,Galaxy,Pixel,Fairphone,ThinkPad,Surface,"
    "Ibuprofen,Aspirin,Paracetamol,Metformin,Ramipril,Ozempic,Wegovy,Viagra,Valium,Ritalin,Prozac,Xanax,Tamiflu,Comirnaty,Humira,Eliquis,Xarelto,Omeprazol,Pantoprazol,Bisoprolol,Amoxicillin,Voltaren,Nurofen,"
    "Carmen,Tosca,Aida,Turandot,Norma,Salome,Elektra,Lohengrin,Parsifal,Fidelio,Rigoletto,Faust,Hamlet,Macbeth,Othello,Emma,Rebecca,Ulysses,Dracula,Frankenstein,Carrie,Lolita,Candide,Matilda,Heidi,Pinocchio,"
    "Zelda,Sonic,Super Mario,Tetris,Minecraft,Fortnite,Tomb Raider,Skyrim,Diablo,Catan,Carcassonne,Dixit,Azul,Monopoly,Uno,Barbie,Lego,Playmobil,Duplo,Matrix,Titanic,Gladiator,Barry Lyndon,Forrest Gump,Shrek,"
    "Margherita,Carbonara,Bolognese,Caesar salad,Béchamel,Carpaccio,Stroganoff,Tatin,Praline,Savarin,Pavlova,Napoleon,Wellington,Benedict,Margarita,Bellini,Martini,Kir Royal,Bloody Mary,Tom Collins,Shirley Temple,"
    "Riesling,Merlot,Chardonnay,Barolo,Chianti,Rioja,Champagne,Cognac,Madeira,Sherry,Bordeaux,Gouda,Edam,Camembert,Brie,Roquefort,Gorgonzola,Parmesan,Stilton,Earl Grey,Assam,Darjeeling,Nutella,Milka,Toblerone,"
    "Labrador,Rottweiler,Chihuahua,Jack Russell,Saint Bernard,Dobermann,Weimaraner,Beauceron,Maine Coon,Siamese,Shetland,Haflinger,Lipizzaner,Jersey,Holstein,Angus,Begonia,Magnolia,Dahlia,Fuchsia,Camellia,Lobelia,"
    "Zeppelin,Diesel,Derringer,Winchester,Beretta,Stradivari,Steinway,Stetson,Jacuzzi,Bikini,Cardigan,Raglan,Windsor knot,Prince of Wales check,Birkin,Kelly,Chippendale,Biedermeier,Louis-quinze,Tudor,Bauhaus"
).split(",")
"""Some stand twice or more: what is met oftener is drawn oftener."""
FRAMES = {
    "en": "how do i install {P} next to {P}?|{P} or {P}, which is better for a small team?|Error: {P} crashed after the update to version {NUM}|my {P} stopped working on {D}|Write a tutorial for {P} in {NUM} steps.|{P}, {P} and {P} compared|upgrade {P} from {NUM} to {NUM}|We moved from {P} to {P} last year.|"
    "What's new in {P}?|{P} is down again, any ideas?|Explain {P} like I'm five|recommend something similar to {P}|Does {P} support {P}?|{FULL} asked whether {P} runs on {P}.|tell {FIRST} to restart {P}|Ticket: {P} integration fails with {P}|{P}: {NUM} units in stock|review of {P}, {P}|in {P} the query returns {NUM} rows|"
    "I love {P}!|The {P} module depends on {P}.|{LAST} prefers {P}.|# {P} setup|- {P}\\n- {P}\\n- {P}|best {P} alternatives {NUM}",
    "de": "wie installiere ich {P} neben {P}?|{P} oder {P}, was taugt mehr?|Fehler: {P} stürzt seit dem Update auf {NUM} ab|mein {P} geht seit {D} nicht mehr|Schreib eine Anleitung für {P} in {NUM} Schritten.|{P}, {P} und {P} im Vergleich|{P} von {NUM} auf {NUM} aktualisieren|Wir sind letztes Jahr von {P} zu {P} gewechselt.|"
    "Was ist neu in {P}?|{P} hängt schon wieder, Ideen?|Empfiehl mir etwas wie {P}|Läuft {P} mit {P}?|{FULL} fragt, ob {P} auf {P} läuft.|sag {FIRST}, er soll {P} neu starten|Störung: Anbindung von {P} an {P} schlägt fehl|{P}: {NUM} Stück auf Lager|{P} liefert {NUM} Zeilen|Ich mag {P}!|Das Modul {P} braucht {P}.|{LAST} nimmt lieber {P}.|"
    "# Einrichtung von {P}|- {P}\\n- {P}\\n- {P}",
    "fr": "comment installer {P} à côté de {P} ?|{P} ou {P}, lequel choisir ?|Erreur : {P} plante depuis la version {NUM}|mon {P} ne marche plus depuis {D}|Rédige un tutoriel pour {P} en {NUM} étapes.|{P}, {P} et {P} : comparatif|On est passés de {P} à {P} l'an dernier.|Quoi de neuf dans {P} ?|{P} est encore en panne|"
    "Conseille-moi un équivalent de {P}|{P} fonctionne avec {P} ?|{FULL} demande si {P} tourne sous {P}.|dis à {FIRST} de relancer {P}|Incident : la liaison {P} / {P} échoue|{P} : {NUM} en stock|J'adore {P} !|Le module {P} dépend de {P}.|{LAST} préfère {P}.|# Installer {P}|- {P}\\n- {P}\\n- {P}",
    "es": "¿cómo instalo {P} junto a {P}?|{P} o {P}, ¿cuál conviene?|Error: {P} se cierra desde la versión {NUM}|mi {P} no funciona desde el {D}|Escribe un tutorial de {P} en {NUM} pasos.|{P}, {P} y {P}: comparativa|Pasamos de {P} a {P} el año pasado.|¿Qué hay de nuevo en {P}?|{P} se ha caído otra vez|"
    "Recomiéndame algo parecido a {P}|¿{P} funciona con {P}?|{FULL} pregunta si {P} corre en {P}.|dile a {FIRST} que reinicie {P}|Incidencia: falla la integración de {P} con {P}|{P}: {NUM} en almacén|¡Me encanta {P}!|El módulo {P} depende de {P}.|{LAST} prefiere {P}.|# Instalar {P}|- {P}\\n- {P}\\n- {P}",
    "it": "come installo {P} insieme a {P}?|{P} o {P}, quale scelgo?|Errore: {P} si blocca dalla versione {NUM}|il mio {P} non va più da {D}|Scrivi una guida a {P} in {NUM} passi.|{P}, {P} e {P} a confronto|L'anno scorso siamo passati da {P} a {P}.|Novità di {P}?|{P} è di nuovo giù|Consigliami qualcosa come {P}|"
    "{P} funziona con {P}?|{FULL} chiede se {P} gira su {P}.|di' a {FIRST} di riavviare {P}|Guasto: il collegamento tra {P} e {P} fallisce|{P}: {NUM} pezzi in magazzino|Adoro {P}!|Il modulo {P} dipende da {P}.|{LAST} preferisce {P}.|# Configurare {P}|- {P}\\n- {P}\\n- {P}",
    "nl": "hoe installeer ik {P} naast {P}?|{P} of {P}, wat is beter?|Fout: {P} loopt vast sinds versie {NUM}|mijn {P} doet het niet meer sinds {D}|Schrijf een handleiding voor {P} in {NUM} stappen.|{P}, {P} en {P} vergeleken|We zijn vorig jaar van {P} naar {P} gegaan.|Wat is er nieuw in {P}?|{P} ligt er weer uit|"
    "Tip me iets als {P}|Werkt {P} met {P}?|{FULL} vraagt of {P} op {P} draait.|zeg {FIRST} dat {P} opnieuw moet starten|Storing: koppeling {P} met {P} mislukt|{P}: {NUM} op voorraad|Ik ben dol op {P}!|De module {P} heeft {P} nodig.|{LAST} gebruikt liever {P}.|# {P} inrichten|- {P}\\n- {P}\\n- {P}",
    "pl": "jak zainstalować {P} obok {P}?|{P} czy {P}, co lepsze?|Błąd: {P} zawiesza się od wersji {NUM}|mój {P} nie działa od kilku dni|Napisz poradnik: {P} w {NUM} krokach.|{P}, {P} i {P}: porównanie|W zeszłym roku zmieniliśmy {P} na {P}.|Co nowego: {P}?|{P} znowu leży|Poleć coś takiego jak {P}|Czy {P} działa z {P}?|"
    "{FULL} pyta, czy {P} zadziała na {P}.|powiedz {FIRST.dat}, żeby zrestartować {P}|Awaria: integracja {P} z {P}|{P}: {NUM} szt. w magazynie|Uwielbiam {P}!|Moduł {P} wymaga {P}.|{LAST} woli {P}.|# Konfiguracja: {P}|- {P}\\n- {P}\\n- {P}",
}
