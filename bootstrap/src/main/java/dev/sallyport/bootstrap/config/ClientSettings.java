package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.session.AddressRanges;
import java.util.List;

/**
 * Whose requests are let in.
 *
 * @param allowed are always let in, and their requests are not counted
 * @param denied are not let in, unless they are allowed
 */
public record ClientSettings(ListedAddresses allowed, ListedAddresses denied) {
    static final Setting<AddressRanges> CLIENT_ALLOWLIST = Setting.optional(
            "CLIENT_ALLOWLIST",
            Group.CLIENTS,
            AddressTypes.list(),
            "none",
            "Addresses and networks (CIDR) whose requests are let in whatever `CLIENT_DENYLIST` says, and not counted by client;"
                    + " parted by commas or lines, with `#` before comments. A file that `CLIENT_ALLOWLIST_FILE` names is read"
                    + " again when it changes.");
    static final Setting<AddressRanges> CLIENT_DENYLIST = Setting.optional(
            "CLIENT_DENYLIST",
            Group.CLIENTS,
            AddressTypes.list(),
            "none",
            "Addresses and networks (CIDR) whose requests are refused (403 `client-denied`), written likewise. A file that"
                    + " `CLIENT_DENYLIST_FILE` names is read again when it changes.");

    static List<Setting<?>> catalogue() {
        return List.of(CLIENT_ALLOWLIST, CLIENT_DENYLIST);
    }

    static ClientSettings from(Readings readings) {
        return new ClientSettings(
                ListedAddresses.from(readings, CLIENT_ALLOWLIST), ListedAddresses.from(readings, CLIENT_DENYLIST));
    }
}
