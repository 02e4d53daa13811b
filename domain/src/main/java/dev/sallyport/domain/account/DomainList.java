package dev.sallyport.domain.account;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Domains, each together with all below it. A look-up takes as many steps as the domain has labels, however long the list is. */
public final class DomainList {
    private final Set<String> domains;

    private DomainList(Set<String> domains) {
        this.domains = domains;
    }

    public static DomainList of(Collection<EmailDomain> domains) {
        return new DomainList(domains.stream().map(EmailDomain::value).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether the address is at one of them, or below one. */
    public boolean covers(EmailAddress address) {
        String domain = address.domain().value();
        while (!domains.contains(domain)) {
            int dot = domain.indexOf('.');
            if (dot < 0) {
                return false;
            }
            domain = domain.substring(dot + 1);
        }
        return true;
    }

    /** How many different ones there are. */
    public int size() {
        return domains.size();
    }
}
