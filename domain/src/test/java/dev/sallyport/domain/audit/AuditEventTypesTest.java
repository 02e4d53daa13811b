package dev.sallyport.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.parsing.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEventTypesTest {
    private static final Pattern NAMED = Pattern.compile("case \\w+ \\w+ ->\\s+\"([^\"]+)\";");

    @Test
    void areAllThatEventsAreStoredUnder() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/sallyport/domain/audit/AuditEvent.java"));
        List<String> stored = NAMED.matcher(source)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(stored).hasSizeGreaterThan(40);
        assertThat(AuditEvent.types())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(new LinkedHashSet<>(stored));
    }

    @Test
    void areAllExplainedToPeople() throws IOException {
        String page = Files.readString(Path.of("../docs/features/audit.md"));

        assertThat(AuditEvent.types()).allSatisfy(type -> assertThat(page).contains("`" + type + "`"));
    }

    @Test
    void areSelectedOneByOneOrByTheirFamily() {
        assertThat(AuditEventTypes.parse("password.reset").orThrow()).containsExactly("password.reset");
        assertThat(AuditEventTypes.parse("registration.*").orThrow())
                .isEqualTo(Set.of(
                        "registration.started",
                        "registration.address-taken",
                        "registration.resent",
                        "registration.verification-refused"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                ".*",
                "password",
                "password.",
                "pass.*",
                "password.reset.*",
                "PASSWORD.RESET",
                "password.r%"
            })
    void areNothingElse(String text) {
        assertThat(AuditEventTypes.parse(text)).isInstanceOf(Parsed.Invalid.class);
    }
}
