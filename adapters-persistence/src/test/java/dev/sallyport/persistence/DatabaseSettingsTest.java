package dev.sallyport.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {
    @Test
    void arePrintedWithoutAnythingSecret() {
        var settings = new DatabaseSettings("jdbc:postgresql://db:5432/accounts?password=canary", "ada", "canary", 10);

        assertThat(settings.toString())
                .contains("jdbc:postgresql://db:5432/accounts", "ada", "10")
                .doesNotContain("canary");
    }

    @Test
    void areOfPostgresAndOfOneConnectionAtLeast() {
        assertThatThrownBy(() -> new DatabaseSettings("jdbc:mysql://db/canary", "", "", 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> new DatabaseSettings("jdbc:postgresql://db/accounts", "", "", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
