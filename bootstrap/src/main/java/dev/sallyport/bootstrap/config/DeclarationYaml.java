package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a declaration. Nothing is guessed: what YAML takes for a number or a truth value is no text here, and what has no meaning is a fault. All faults are told together, each with its
 * line. No object is ever made of what a file names.
 */
final class DeclarationYaml {
    private static final int MOST_ALIASES = 0;

    private final YamlFaults faults = new YamlFaults();
    private final YamlNodes nodes = new YamlNodes(faults);

    /** What is wrong with a file. */
    static final class Faulty extends Exception {
        private static final long serialVersionUID = 1L;

        Faulty(String faults) {
            super(faults, null, false, false);
        }
    }

    Declaration read(String text) throws Faulty {
        Optional<Node> document = compose(text);
        Map<String, Node> members = document.map(root -> nodes.members(root, "the file", Set.of("roles", "admins")))
                .orElse(Map.of());
        List<Declaration.Role> roles = roles(members.get("roles"));
        List<Declaration.Administrator> administrators = administrators(members.get("admins"));
        faults.throwIfAny();
        return new Declaration(roles, administrators);
    }

    private static Optional<Node> compose(String text) throws Faulty {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(8);
        try {
            return Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null
                    ? 1
                    : malformed.getProblemMark().getLine() + 1;
            throw new Faulty("line " + line + ": it is not YAML");
        } catch (YAMLException malformed) {
            throw new Faulty("it is not YAML");
        }
    }

    private List<Declaration.Role> roles(@Nullable Node list) {
        List<Declaration.Role> roles = new ArrayList<>();
        Set<RoleName> names = new HashSet<>();
        for (Node item : nodes.items(list, "roles")) {
            Map<String, Node> members = nodes.members(item, "a role", Set.of("name", "description", "permissions"));
            Optional<RoleName> name = nodes.required(item, members, "name", RoleName::parse);
            Optional<RoleDescription> description =
                    nodes.optional(members.get("description"), "description", RoleDescription::parse);
            Set<Permission> permissions = permissions(members.get("permissions"));
            name.ifPresent(given -> {
                if (BuiltInRoles.contains(given)) {
                    faults.add(item, "the role " + given + " is built in");
                } else if (names.add(given)) {
                    roles.add(new Declaration.Role(given, description.orElse(RoleDescription.NONE), permissions));
                } else {
                    faults.add(item, "the role " + given + " is there twice");
                }
            });
        }
        return roles;
    }

    private Set<Permission> permissions(@Nullable Node list) {
        Set<Permission> permissions = new LinkedHashSet<>();
        List<Node> items = nodes.items(list, "permissions");
        for (Node item : items) {
            nodes.optional(item, "a permission", Permission::parse).ifPresent(permissions::add);
        }
        if (list != null && permissions.size() > Role.MOST_PERMISSIONS) {
            faults.add(list, "a role has at most " + Role.MOST_PERMISSIONS + " permissions");
        }
        return permissions;
    }

    private List<Declaration.Administrator> administrators(@Nullable Node list) {
        List<Declaration.Administrator> administrators = new ArrayList<>();
        Set<EmailAddress> emails = new HashSet<>();
        for (Node item : nodes.items(list, "admins")) {
            Map<String, Node> members =
                    nodes.members(item, "an administrator", Set.of("email", "displayName", "locale"));
            Optional<EmailAddress> email = nodes.required(item, members, "email", EmailAddress::parse);
            Optional<DisplayName> displayName =
                    nodes.optional(members.get("displayName"), "displayName", DisplayName::parse);
            Optional<LanguageTag> locale = nodes.optional(members.get("locale"), "locale", LanguageTag::parse);
            email.ifPresent(given -> {
                if (emails.add(given)) {
                    administrators.add(new Declaration.Administrator(given, displayName, locale));
                } else {
                    faults.add(item, "the administrator is there twice");
                }
            });
        }
        return administrators;
    }
}
