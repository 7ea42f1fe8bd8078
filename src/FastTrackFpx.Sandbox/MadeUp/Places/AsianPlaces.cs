namespace FastTrackFpx.Sandbox.MadeUp.Places;

/// <summary>Places in Asia: Han characters, kana, hangul, Devanagari, and Arabic from right to left.</summary>
internal static class AsianPlaces
{
    public static Place Japan { get; } = new()
    {
        Country = "Japan",
        Language = "Japanese",
        TimeZone = "(UTC+09:00) Osaka, Sapporo, Tokyo",
        PhonePrefix = "+81 3 5550 ",
        TopLevelDomain = "example.co.jp",
        CompanyForm = "{0}{1}{2}株式会社",
        FamilyNameFirst = true,
        Names =
        [
            ("青葉", "aoba"), ("暁", "akatsuki"), ("稲穂", "inaho"), ("海鳴", "uminari"), ("霞", "kasumi"), ("銀河", "ginga"), ("桜井", "sakurai"),
            ("清流", "seiryu"), ("高嶺", "takane"), ("白樺", "shirakaba"), ("松風", "matsukaze"), ("若竹", "wakatake"),
        ],
        Trades =
        [
            ("製作所", "works"), ("物流", "butsuryu"), ("食品", "shokuhin"), ("保険", "hoken"), ("電機", "denki"), ("出版", "shuppan"),
            ("建設", "kensetsu"),
            ("製薬", "seiyaku"), ("紡績", "boseki"), ("システム", "systems"),
        ],
        Cities = ["札幌", "仙台", "金沢", "広島", "熊本", "長野"],
        GivenNames =
        [
            ("健太", "kenta"), ("さくら", "sakura"), ("大輔", "daisuke"), ("美咲", "misaki"), ("陽子", "yoko"), ("蓮", "ren"), ("葵", "aoi"),
            ("拓也", "takuya"),
        ],
        FamilyNames =
        [
            ("石川", "ishikawa"), ("小林", "kobayashi"), ("齋藤", "saito"), ("髙橋", "takahashi"), ("中村", "nakamura"), ("長谷川", "hasegawa"),
            ("藤原", "fujiwara"), ("渡邊", "watanabe"),
        ],
        Titles = ["情報システム部長", "システム管理者", "プロジェクトマネージャー", "セキュリティ担当", "総務課長"],
        Remarks =
        [
            "キックオフを実施。年度末までに全拠点の移行を希望。",
            "メールボックスの移行は６割まで完了。",
            "ファイアウォールの変更申請が承認待ち。",
            "利用者向け説明会を来週開催予定。",
            "ライセンス数に変更があったため、席数の再確認が必要。",
        ],
    };

    public static Place Taiwan { get; } = new()
    {
        Country = "Taiwan",
        Language = "Chinese (Traditional)",
        TimeZone = "(UTC+08:00) Taipei",
        PhonePrefix = "+886 2 5550 ",
        TopLevelDomain = "example.com.tw",
        CompanyForm = "{2}{0}{1}股份有限公司",
        FamilyNameFirst = true,
        NameGap = "",
        Names =
        [
            ("晨曦", "chenxi"), ("鼎峰", "dingfeng"), ("楓葉", "fengye"), ("光華", "guanghua"), ("海晏", "haiyan"), ("嘉禾", "jiahe"),
            ("藍鯨", "lanjing"),
            ("茂林", "maolin"), ("清泉", "qingquan"), ("瑞雪", "ruixue"), ("翔雲", "xiangyun"), ("玉山", "yushan"),
        ],
        Trades =
        [
            ("科技", "tech"), ("物流", "logistics"), ("食品", "foods"), ("保險", "insurance"), ("電子", "electronics"), ("紡織", "textile"),
            ("醫療", "medical"),
            ("教育", "edu"), ("營造", "construction"), ("出版", "press"),
        ],
        Cities = ["高雄", "臺中", "新竹", "花蓮", "嘉義", "臺南"],
        GivenNames =
        [
            ("志明", "chihming"), ("怡君", "yichun"), ("家豪", "chiahao"), ("雅婷", "yating"), ("俊傑", "chunchieh"), ("淑芬", "shufen"),
            ("承恩", "chengen"),
            ("欣怡", "hsinyi"),
        ],
        FamilyNames =
        [
            ("陳", "chen"), ("林", "lin"), ("黃", "huang"), ("張", "chang"), ("歐陽", "ouyang"), ("吳", "wu"), ("劉", "liu"), ("蔡", "tsai"),
        ],
        Titles = ["資訊長", "系統管理員", "專案經理", "資安主管", "客服主任"],
        Remarks =
        [
            "啟動會議已完成，客戶希望先從總部開始。",
            "信箱移轉進行中，已完成七成。",
            "等待法務部門核准。",
            "下週安排種子教師訓練。",
            "授權數量有變動，需再次確認席次。",
        ],
    };

    public static Place Korea { get; } = new()
    {
        Country = "Korea",
        Language = "Korean",
        TimeZone = "(UTC+09:00) Seoul",
        PhonePrefix = "+82 2 555 ",
        TopLevelDomain = "example.co.kr",
        CompanyForm = "주식회사 {0}{1}{2}",
        FamilyNameFirst = true,
        NameGap = "",
        Names =
        [
            ("가온", "gaon"), ("나래", "narae"), ("다솜", "dasom"), ("라온", "raon"), ("마루", "maru"), ("바다", "bada"), ("새벽", "saebyeok"),
            ("아라", "ara"),
            ("초록", "chorok"), ("푸른솔", "pureunsol"), ("하늘", "haneul"), ("한빛", "hanbit"),
        ],
        Trades =
        [
            ("전자", "electronics"), ("물산", "mulsan"), ("식품", "foods"), ("보험", "insurance"), ("건설", "construction"), ("제약", "pharma"),
            ("교육", "edu"),
            ("해운", "shipping"), ("출판", "books"), ("화학", "chem"),
        ],
        Cities = ["부산", "대구", "광주", "제주", "전주", "춘천"],
        GivenNames =
        [
            ("민준", "minjun"), ("서연", "seoyeon"), ("지호", "jiho"), ("하은", "haeun"), ("도윤", "doyun"), ("수빈", "subin"), ("예린", "yerin"),
            ("태현", "taehyun"),
        ],
        FamilyNames =
        [
            ("강", "kang"), ("김", "kim"), ("남궁", "namgung"), ("박", "park"), ("송", "song"), ("이", "lee"), ("정", "jung"), ("최", "choi"),
        ],
        Titles = ["정보기술 팀장", "시스템 관리자", "프로젝트 매니저", "보안 책임자", "운영 담당"],
        Remarks =
        [
            "착수 회의 완료, 일정에 합의함.",
            "사서함 이전 진행 중이며 절반 정도 완료됨.",
            "방화벽 변경 승인을 기다리는 중.",
            "다음 주 사용자 교육 예정.",
            "라이선스 수가 바뀌어 좌석을 다시 확인해야 함.",
        ],
    };

    public static Place India { get; } = new()
    {
        Country = "India",
        Language = "Hindi",
        TimeZone = "(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi",
        PhonePrefix = "+91 11 5550 ",
        TopLevelDomain = "example.in",
        CompanyForm = "{0} {1}{2} प्राइवेट लिमिटेड",
        Names =
        [
            ("अमृत", "amrit"), ("आकाश", "aakash"), ("उदय", "uday"), ("कमल", "kamal"), ("गंगा", "ganga"), ("चंदन", "chandan"),
            ("नवरंग", "navrang"),
            ("पर्वत", "parvat"), ("मयूर", "mayur"), ("सागर", "sagar"), ("सूर्या", "surya"), ("हिमालय", "himalaya"),
        ],
        Trades =
        [
            ("उद्योग", "udyog"), ("बीमा", "bima"), ("परिवहन", "parivahan"), ("औषधि", "aushadhi"), ("शिक्षा", "shiksha"),
            ("ऊर्जा", "urja"), ("वस्त्र", "vastra"),
            ("इस्पात", "ispat"), ("भोजन", "bhojan"), ("प्रकाशन", "prakashan"),
        ],
        Cities = ["पुणे", "जयपुर", "इंदौर", "लखनऊ", "कोच्चि", "पटना"],
        GivenNames =
        [
            ("अनन्या", "ananya"), ("अर्जुन", "arjun"), ("दीपा", "deepa"), ("ईशान", "ishaan"), ("कविता", "kavita"), ("प्रिया", "priya"),
            ("रोहित", "rohit"),
            ("सुनीता", "sunita"),
        ],
        FamilyNames =
        [
            ("अय्यर", "iyer"), ("गुप्ता", "gupta"), ("चटर्जी", "chatterjee"), ("पटेल", "patel"), ("बनर्जी", "banerjee"),
            ("मिश्रा", "mishra"), ("शर्मा", "sharma"),
            ("सिंह", "singh"),
        ],
        Titles = ["आईटी निदेशक", "सिस्टम प्रशासक", "परियोजना प्रबंधक", "सुरक्षा अधिकारी", "सहायता प्रमुख"],
        Remarks =
        [
            "आरंभिक बैठक हो गई, ग्राहक पहले मुख्यालय से शुरू करना चाहता है।",
            "मेलबॉक्स का स्थानांतरण जारी है।",
            "फ़ायरवॉल बदलाव की स्वीकृति का इंतज़ार है।",
            "अगले सप्ताह प्रशिक्षण तय है।",
            "लाइसेंस की संख्या बदली है, सीटें फिर से जाँचनी होंगी।",
        ],
    };

    public static Place Emirates { get; } = new()
    {
        Country = "United Arab Emirates",
        Language = "Arabic",
        TimeZone = "(UTC+04:00) Abu Dhabi, Muscat",
        PhonePrefix = "+971 4 555 ",
        TopLevelDomain = "example.ae",
        CompanyForm = "شركة {0} {1}{2} ذ.م.م",
        Names =
        [
            ("الأفق", "alufuq"), ("البحر", "albahr"), ("الجبل", "aljabal"), ("الديوان", "aldiwan"), ("الريحان", "alrayhan"),
            ("السنديان", "alsindyan"),
            ("الشروق", "alshurooq"), ("الصقر", "alsaqr"), ("الغيث", "alghaith"), ("القمر", "alqamar"), ("النخيل", "alnakheel"),
            ("الواحة", "alwaha"),
        ],
        Trades =
        [
            ("للتأمين", "insurance"), ("للأغذية", "foods"), ("للشحن", "shipping"), ("للطاقة", "energy"), ("للتعليم", "edu"),
            ("للمقاولات", "contracting"),
            ("للصناعات", "industries"), ("للسياحة", "tourism"), ("للأدوية", "pharma"), ("للنشر", "publishing"),
        ],
        Cities = ["دبي", "الشارقة", "العين", "عجمان", "الفجيرة", "أبوظبي"],
        GivenNames =
        [
            ("أحمد", "ahmed"), ("حسن", "hassan"), ("خالد", "khalid"), ("ريم", "reem"), ("سارة", "sara"), ("فاطمة", "fatima"),
            ("ليلى", "layla"), ("يوسف", "yousef"),
        ],
        FamilyNames =
        [
            ("البناء", "albanna"), ("الحداد", "alhaddad"), ("الخوري", "alkhoury"), ("السعيد", "alsaeed"), ("الشامسي", "alshamsi"),
            ("الفارسي", "alfarsi"),
            ("المنصوري", "almansoori"), ("النجار", "alnajjar"),
        ],
        Titles = ["مدير تقنية المعلومات", "مسؤول الأنظمة", "مديرة المشروع", "مسؤول أمن المعلومات", "مشرف الدعم"],
        Remarks =
        [
            "عُقد اجتماع الانطلاق واتفقنا على الجدول الزمني.",
            "نقل صناديق البريد جارٍ وقد اكتمل نصفه.",
            "بانتظار موافقة الإدارة القانونية.",
            "التدريب مقرر الأسبوع القادم.",
            "تغيّر عدد التراخيص ويجب مراجعة المقاعد.",
        ],
    };
}
