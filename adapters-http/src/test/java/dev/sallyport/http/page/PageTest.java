package dev.sallyport.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void neverTakesATextForAPartOfItself() {
        Page page = new Page("<p title=\"{{one}}\">{{two}}</p>");

        Page filled = page.with("one", "{{two}}\"").with("two", "<b>'&'");

        assertThat(filled.html()).isEqualTo("<p title=\"&#123;&#123;two}}&quot;\">&lt;b&gt;&#39;&amp;&#39;</p>");
    }
}
