package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an operator wants to be there from the beginning. It is added where it is missing; nothing is ever taken away. */
public record Declaration(List<Role> roles, List<Administrator> administrators) {
    public Declaration {
        roles = List.copyOf(roles);
        administrators = List.copyOf(administrators);
    }

    /** A role with what it allows at least. */
    public record Role(RoleName name, RoleDescription description, Set<Permission> permissions) {
        public Role {
            permissions = Set.copyOf(permissions);
        }
    }

    /** Somebody who is asked to become an administrator. */
    public record Administrator(EmailAddress email, Optional<DisplayName> displayName, Optional<LanguageTag> locale) {}
}
