package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code BOOTSTRAP_FILE} may say. */
class DeclarationTest {
    private static Declaration read(String yaml) {
        return Configuration.parse(
                        Environments.embedded("BOOTSTRAP_FILE", "/declared.yaml"),
                        file -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .accounts()
                .declaration()
                .orElseThrow();
    }

    private static String refusal(String yaml) {
        ConfigurationRefused refused = catchThrowableOfType(ConfigurationRefused.class, () -> read(yaml));
        assertThat(refused).as(yaml).isNotNull();
        assertThat(refused.problems()).hasSize(1);
        return refused.problems().getFirst().flaw();
    }

    @Test
    void readsRolesAndAdministrators() {
        Declaration declaration = read("""
                # ours
                roles:
                  - name: sales
                    description: "Sells: things."
                    permissions: [orders:read, "orders:write"]
                  - name: buying
                admins:
                  - email: Ada@Example.com
                    displayName: Ada
                    locale: en-gb
                  - email: bob@example.com
                """);

        assertThat(declaration.roles())
                .containsExactly(
                        new Declaration.Role(
                                new RoleName("sales"),
                                new RoleDescription("Sells: things."),
                                Set.of(new Permission("orders:read"), new Permission("orders:write"))),
                        new Declaration.Role(new RoleName("buying"), RoleDescription.NONE, Set.of()));
        assertThat(declaration.administrators())
                .containsExactly(
                        new Declaration.Administrator(
                                EmailAddress.of("ada@example.com"),
                                Optional.of(new DisplayName("Ada")),
                                Optional.of(LanguageTag.of("en-GB"))),
                        new Declaration.Administrator(
                                EmailAddress.of("bob@example.com"), Optional.empty(), Optional.empty()));
    }

    @Test
    void tellsAllFaultsWithTheirLines() {
        assertThat(refusal("""
                roles:
                  - name: Sales
                    permission: [orders:read]
                  - description: nameless
                  - name: admin
                  - name: buying
                    permissions: orders:read
                  - name: buying
                    description: 7
                admins:
                  - email: ada
                  - email: bob@example.com
                    locale: true
                  - email: bob@example.com
                owners: []
                """))
                .isEqualTo("cannot be used: "
                        + "line 15: the file has no such member; it may have admins, roles; "
                        + "line 3: a role has no such member; it may have description, name, permissions; "
                        + "line 2: name is malformed; "
                        + "line 4: name is missing; "
                        + "line 5: the role admin is built in; "
                        + "line 7: permissions has to be a list; "
                        + "line 9: description has to be a text; put it in quotes; "
                        + "line 8: the role buying is there twice; "
                        + "line 11: email is malformed; "
                        + "line 13: locale has to be a text; put it in quotes; "
                        + "line 14: the administrator is there twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "roles: [",
                "roles:\n\t- name: sales",
                "- roles",
                "just text",
                "roles: {}\n---\nroles: []",
                "roles:\n  - name: sales\n    name: buying",
                "roles: []\nroles: []",
                "roles:\n  - !!javax.script.ScriptEngineManager [\"http://example.com\"]",
                "roles:\n  - name: !!java.io.File [x]",
                "roles: *unknown",
                "!!java.util.Properties\nroles: []",
                "roles: !!java.util.ArrayList []",
                "roles: !!set {}",
                "roles:\n  - !role\n    name: sales",
                "1: 2",
            })
    void refusesWhateverElseItIs(String yaml) {
        assertThat(refusal(yaml)).startsWith("cannot be used: line ");
    }

    @Test
    void wantsNothingWhereNothingIsSaid() {
        assertThat(read("roles: []\n")).isEqualTo(new Declaration(List.of(), List.of()));
        assertThat(Configuration.parse(Environments.embedded()).accounts().declaration())
                .isEmpty();
    }

    @Test
    void saysHowMuchThereIs() {
        String table = Configuration.parse(
                        Environments.embedded("BOOTSTRAP_FILE", "/declared.yaml"),
                        file -> new ByteArrayInputStream(
                                "admins: [{email: ada@example.com}]".getBytes(StandardCharsets.UTF_8)))
                .table();

        assertThat(table).contains("0 roles, 1 administrators").doesNotContain("ada@example.com");
    }
}
