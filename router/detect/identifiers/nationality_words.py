"""English words for peoples, religions and political groups, as stems and what may end them.

Every member of the United Nations, the states of the United States, larger peoples, believers and party members. A
row is endings and the stems that take them; `-` is no ending, `~` a space or a hyphen. English writes all of these with
a capital, but for `ANY_CASE`. Words that are mostly something else are left out: `Finn`, `Scotch`, `Roman`, `Apache`.
"""

Rows = tuple[tuple[str, str], ...]

CAPITAL: Rows = (
    # Members of the United Nations
    (
        "- s",
        """Afghan Albanian Algerian Andorran Angolan Antiguan Barbudan Argentine Argentinian Argentinean Armenian
        Australian Austrian Azerbaijani Bahamian Bahraini Bangladeshi Barbadian Bajan Belarusian Byelorussian Belgian
        Belizean Bolivian Bosnian Herzegovinian Motswana Batswana Brazilian Bruneian Bulgarian Burkinabe Burundian
        Cambodian Cameroonian Canadian Cape~Verdean Cabo~Verdean Central~African Chadian Chilean Colombian Comorian
        Costa~Rican Croatian Croat Cuban Cypriot Czech Czechoslovak Djiboutian Dominican Ecuadorian Ecuadorean
        Egyptian Salvadoran Salvadorean Equatoguinean Eritrean Estonian Eswatini Swazi Ethiopian Fijian Filipina
        Filipino Gambian Georgian German Ghanaian Greek Grenadian Guatemalan Guinean Bissau-Guinean Guyanese Haitian
        Honduran Hungarian Icelander Indian Indonesian Iranian Iraqi Israeli Italian Ivorian Jamaican Jordanian Kazakh
        Kazakhstani Kenyan I-Kiribati North~Korean South~Korean Korean Kuwaiti Kyrgyz Kyrgyzstani Lao Laotian Latvian
        Liberian Libyan Liechtensteiner Lithuanian Luxembourger Malagasy Malawian Malaysian Maldivian Malian
        Marshall~Islander Mauritanian Mauritian Mexican Micronesian Moldovan Moldavian Monacan Monegasque Mongolian
        Montenegrin Moroccan Mozambican Namibian Nauruan New~Zealander Nicaraguan Nigerian Macedonian
        North~Macedonian Norwegian Omani Pakistani Palauan Palestinian Panamanian Papua~New~Guinean Papuan Paraguayan
        Peruvian Qatari Romanian Russian Rwandan Kittitian Nevisian Saint~Lucian St~Lucian Saint~Vincentian Vincentian
        Samoan Sammarinese San~Marinese Saudi Saudi~Arabian Senegalese Serbian Serb Seychellois Sierra~Leonean
        Singaporean Slovak Slovakian Slovene Slovenian Solomon~Islander Somali Somalian South~African South~Sudanese
        Sri~Lankan Surinamer Syrian Tajik Tajikistani Tanzanian Thai Togolese Tongan Trinidadian Tobagonian Tunisian
        Turkmen Tuvaluan Ugandan Ukrainian Emirati Uruguayan Uzbek Uzbekistani Ni-Vanuatu Vanuatuan Venezuelan Yemeni
        Yemenite Zambian Zimbabwean American Kosovar Vatican~citizen Swede Spaniard Turk Briton Brit Netherlander
        Laplander Hongkonger Hong~Konger Aruban Botswanan Caymanian Comoran Salvadorian Equatorial~Guinean
        Falklander Falkland~Islander Marshallese Montserratian Montserrat~Islander Niuean St.~Lucian Sao~Tomean
        São~Toméan Tadzhik Virgin~Islander Cook~Islander Curaçaoan Åland~Islander Anguillan Turks~Islander
        Sahrawi Rhodesian Soviet""",
    ),
    (
        "-",
        """Beninese Bhutanese British Burmese Chinese Congolese Danish Dutch Emirian Finnish Finns French Gabonese
        Icelandic Irish Japanese Kirghiz Lebanese Luxembourgish Maltese Myanmarese Nepalese Nepali Nepalis Nigerien
        Nigeriens Polish Portuguese Spanish Sudanese Surinamese Swedish Swiss Taiwanese Timorese East~Timorese Turkish
        Vietnamese Yugoslav Yugoslavian Argentines English Basotho Mosotho Bengali Bengalis Monégasque Macanese Pole
        Poles Dane Danes""",
    ),
    (
        "man men woman women",
        "English French Dutch Irish Welsh Scots Cornish Norse Manx Ulster",
    ),
    # Larger peoples and regions
    (
        "- s",
        """Kurd Basque Catalan Galician Breton Corsican Sardinian Sicilian Bavarian Saxon Prussian Flemish Walloon
        Scot Scottish Welsh Cornish Manx Sami Frisian Silesian Kashubian Sorb Sorbian Ruthenian Rusyn Hutsul Tatar
        Chechen Dagestani Ossetian Abkhaz Abkhazian Circassian Chuvash Bashkir Uyghur Uighur Tibetan Mongol Manchu
        Hmong Ainu Okinawan Cantonese Han~Chinese Punjabi Gujarati Marathi Tamil Telugu Kannadiga Malayali Kashmiri
        Sindhi Baloch Balochi Pashtun Hazara Sinhalese Javanese Sundanese Balinese Malay Maori Māori Aboriginal
        Aborigine Polynesian Melanesian Hawaiian Inuit Eskimo Aleut Cherokee Navajo Sioux Cree Mohawk Lakota
        Iroquois Quechua Aymara Mapuche Guarani Mayan Aztec Métis Romani Romany Sinti Gypsy Gypsies Ashkenazi
        Sephardi Sephardic Arab Arabian Berber Amazigh Kabyle Bedouin Copt Druze Yazidi Yezidi Assyrian Chaldean
        Aramean Persian Phoenician Hausa Yoruba Igbo Fulani Zulu Xhosa Tutsi Hutu Kikuyu Luo Masai Maasai Oromo Amhara
        Amharic Tigrayan Afrikaner Boer Creole Cajun Gaul Kurdish Roma~people Ethnic~German
        European Asian South~Asian East~Asian Southeast~Asian Central~Asian African North~African West~African
        East~African Afro-American African-American Asian-American Native~American North~American South~American
        Central~American Latin~American Latino Latina Latinx Hispanic Chicano Chicana Caribbean Middle~Eastern
        Scandinavian Nordic Baltic Balkan Slav Slavic Caucasian Germanic Anglo-Saxon Afro-Caribbean Pacific~Islander
        Puerto~Rican Greenlander Greenlandic Faroese Bermudian Gibraltarian Guamanian Martinican Guadeloupean""",
    ),
    # States of the United States, and cities whose people have a name of their own
    (
        "- s",
        """Alabamian Alaskan Arizonan Arkansan Californian Coloradan Delawarean Floridian Idahoan Illinoisan Indianan
        Hoosier Iowan Kansan Kentuckian Louisianan Mainer Marylander Michigander Minnesotan Mississippian Missourian
        Montanan Nebraskan Nevadan New~Hampshirite New~Jerseyan New~Mexican New~Yorker North~Carolinian
        North~Dakotan Ohioan Oklahoman Oregonian Pennsylvanian Rhode~Islander South~Carolinian South~Dakotan Tennessean
        Texan Utahn Vermonter Virginian West~Virginian Washingtonian Wisconsinite Wyomingite New~Englander Yankee
        Londoner Parisian Berliner Muscovite Neapolitan Venetian Roman~citizen Viennese Liverpudlian Glaswegian
        Mancunian Quebecer Québécois Torontonian Dubliner Bostonian Chicagoan Angeleno Philadelphian Sydneysider
        Melburnian Montrealer Vancouverite Madrilenian Milanese Cape~Tonian Aberdonian Brummie Geordie
        Scouser Cockney""",
    ),
    # Religions
    (
        "- s",
        """Muslim Moslem Christian Jew Hindu Buddhist Sikh Jain Catholic Roman~Catholic Protestant Lutheran Calvinist
        Anglican Episcopalian Presbyterian Methodist Baptist Evangelical Pentecostal Adventist Seventh-day~Adventist
        Quaker Mennonite Amish Mormon Latter-day~Saint Jehovah's~Witness Jehovah's~Witnesses Unitarian Puritan Huguenot
        Shia Shiite Shi'ite Sunni Sufi Salafi Salafist Wahhabi Wahhabist Alawite Alevi Ismaili Ahmadi Ahmadiyya Bahai
        Baha'i Bahá'í Zoroastrian Parsi Taoist Daoist Confucian Shintoist Rastafarian Rastafari Scientologist Wiccan
        Confucianist Universalist Unitarian~Universalist Spiritist Spiritualist Satanist
        Eastern~Orthodox Greek~Orthodox Russian~Orthodox Coptic Maronite Hare~Krishna Hasidic Haredi""",
    ),
    ("-", "Jewish Jewess Islamic Judeo-Christian Orthodox Orthodox~Jew Orthodox~Christian"),
    # Political groups
    (
        "- s",
        """Republican Democrat Lib~Dem Liberal~Democrat Social~Democrat Christian~Democrat Labourite Tory Tories
        Conservatives Bolshevik Menshevik Maoist Trotskyist Leninist Stalinist Marxist Peronist Gaullist Zionist
        Thatcherite Blairite Corbynite Trumpist Islamist Ba'athist Jacobin Sandinista Maoists
        Labour~voter Green~voter Brexiteer Remainer Francoist Chavista""",
    ),
)
ANY_CASE: Rows = (
    (
        "- s",
        """communist socialist fascist neo-nazi nazi anarchist social~democrat christian~democrat libertarian
        monarchist nationalist marxist islamist zionist atheist agnostic""",
    ),
)
