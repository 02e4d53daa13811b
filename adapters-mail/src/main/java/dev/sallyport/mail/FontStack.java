package dev.sallyport.mail;

import dev.sallyport.domain.account.LanguageTag;

/**
 * The fonts of a language, which systems have: nothing is fetched. Chinese and Japanese write the same characters differently, so their
 * fonts are named for their own language alone.
 */
final class FontStack {
    static final String CODES = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";

    private static final String LATIN = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans'";

    private FontStack() {}

    static String of(LanguageTag language) {
        return LATIN
                + switch (language.toLocale().getLanguage()) {
                    case "ar", "fa", "ur" -> ",'Geeza Pro','Noto Sans Arabic',Tahoma";
                    case "ja" -> ",'Hiragino Sans','Yu Gothic',Meiryo,'Noto Sans CJK JP'";
                    case "ko" -> ",'Apple SD Gothic Neo','Malgun Gothic','Noto Sans CJK KR'";
                    case "zh" ->
                        isTraditional(language)
                                ? ",'PingFang TC','Microsoft JhengHei','Noto Sans CJK TC'"
                                : ",'PingFang SC','Microsoft YaHei','Noto Sans CJK SC'";
                    default -> "";
                }
                + ",Arial,sans-serif";
    }

    private static boolean isTraditional(LanguageTag language) {
        return language.toLocale().getScript().equals("Hant");
    }
}
