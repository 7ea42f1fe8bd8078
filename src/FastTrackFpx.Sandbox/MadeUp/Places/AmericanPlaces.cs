namespace FastTrackFpx.Sandbox.MadeUp.Places;

/// <summary>Places in Latin America.</summary>
internal static class AmericanPlaces
{
    public static Place Mexico { get; } = new()
    {
        Country = "Mexico",
        Language = "Spanish",
        TimeZone = "(UTC-06:00) Guadalajara, Mexico City, Monterrey",
        PhonePrefix = "+52 55 5000 ",
        TopLevelDomain = "example.mx",
        CompanyForm = "{1} {0}{2} S.A. de C.V.",
        Names =
        [
            ("Águila Real", "aguilareal"), ("Bahía Azul", "bahiaazul"), ("Cañaveral", "canaveral"), ("El Nopal", "elnopal"),
            ("Jacaranda", "jacaranda"),
            ("La Ceiba", "laceiba"), ("Ñandú", "nandu"), ("Obsidiana", "obsidiana"), ("Peña Alta", "penaalta"), ("Quetzal", "quetzal"),
            ("Río Verde", "rioverde"), ("Volcán", "volcan"),
        ],
        Trades =
        [
            ("Alimentos", "alimentos"), ("Seguros", "seguros"), ("Transportes", "transportes"), ("Farmacias", "farmacias"),
            ("Cementos", "cementos"),
            ("Hoteles", "hoteles"), ("Energía", "energia"), ("Colegios", "colegios"), ("Textiles", "textiles"), ("Diseño", "diseno"),
        ],
        Cities = ["Mérida", "Querétaro", "León", "Puebla", "Mazatlán", "Oaxaca"],
        GivenNames =
        [
            ("Álvaro", "alvaro"), ("Begoña", "begona"), ("Inés", "ines"), ("Joaquín", "joaquin"), ("Lucía", "lucia"), ("Martín", "martin"),
            ("Rocío", "rocio"), ("Tomás", "tomas"),
        ],
        FamilyNames =
        [
            ("Castañeda", "castaneda"), ("Fernández Ruiz", "fernandezruiz"), ("Guzmán", "guzman"), ("Ibáñez", "ibanez"),
            ("Márquez", "marquez"),
            ("Núñez", "nunez"), ("Peña", "pena"), ("Zúñiga", "zuniga"),
        ],
        Titles = ["Directora de TI", "Administrador de sistemas", "Jefe de proyecto", "Analista de seguridad", "Gerente de operaciones"],
        Remarks =
        [
            "Reunión inicial hecha; el cliente quiere empezar con el área de ventas.",
            "¿Quién aprueba el cambio en el cortafuegos? Falta respuesta del cliente.",
            "La migración va al 60 %; sin incidencias.",
            "Capacitación programada para el 12 de septiembre.",
            "Se agregaron licencias y hay que repartir los puestos de nuevo.",
        ],
    };

    public static Place Brazil { get; } = new()
    {
        Country = "Brazil",
        Language = "Portuguese (Brazil)",
        TimeZone = "(UTC-03:00) Brasilia",
        PhonePrefix = "+55 11 5555-",
        TopLevelDomain = "example.com.br",
        CompanyForm = "{0} {1}{2} Ltda.",
        Names =
        [
            ("Araucária", "araucaria"), ("Boa Esperança", "boaesperanca"), ("Canção", "cancao"), ("Flor do Ipê", "flordoipe"),
            ("Garça Branca", "garcabranca"),
            ("Jatobá", "jatoba"), ("Maré Alta", "marealta"), ("Onça Pintada", "oncapintada"), ("Pão de Ló", "paodelo"), ("Sabiá", "sabia"),
            ("Três Rios", "tresrios"), ("Vitória-Régia", "vitoriaregia"),
        ],
        Trades =
        [
            ("Alimentos", "alimentos"), ("Seguros", "seguros"), ("Logística", "logistica"), ("Saúde", "saude"), ("Educação", "educacao"),
            ("Construções", "construcoes"), ("Energia", "energia"), ("Papéis", "papeis"), ("Móveis", "moveis"),
            ("Confecções", "confeccoes"),
        ],
        Cities = ["Curitiba", "São Luís", "Florianópolis", "Goiânia", "Maceió", "Recife"],
        GivenNames =
        [
            ("Antônio", "antonio"), ("Beatriz", "beatriz"), ("Caê", "cae"), ("Débora", "debora"), ("João", "joao"), ("Letícia", "leticia"),
            ("Otávio", "otavio"), ("Thaís", "thais"),
        ],
        FamilyNames =
        [
            ("Albuquerque", "albuquerque"), ("Conceição", "conceicao"), ("Gonçalves", "goncalves"), ("Magalhães", "magalhaes"),
            ("Nóbrega", "nobrega"),
            ("Queirós", "queiros"), ("Simões", "simoes"), ("Vilaça", "vilaca"),
        ],
        Titles = ["Diretora de TI", "Administrador de sistemas", "Gerente de projetos", "Analista de segurança", "Coordenadora de suporte"],
        Remarks =
        [
            "Reunião de início realizada; o cliente aprovou o cronograma.",
            "Migração em andamento: 3 das 8 filiais concluídas.",
            "Aguardando aprovação da área jurídica.",
            "Treinamento dos multiplicadores marcado para a próxima semana.",
            "O cliente não usa mais o serviço antigo; conferir as licenças.",
        ],
    };
}
