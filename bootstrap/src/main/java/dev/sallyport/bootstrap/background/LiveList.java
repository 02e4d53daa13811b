package dev.sallyport.bootstrap.background;

import dev.sallyport.bootstrap.config.AddressList;
import dev.sallyport.bootstrap.config.ListedAddresses;
import dev.sallyport.bootstrap.config.MalformedAddressList;
import dev.sallyport.domain.session.AddressRanges;
import dev.sallyport.domain.session.ClientAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a setting lists, kept up with its file. What cannot be used changes nothing. */
final class LiveList {
    private static final Logger LOG = LoggerFactory.getLogger(LiveList.class);

    private final String setting;
    private final @Nullable Path file;
    private volatile AddressRanges ranges;
    private Optional<Version> settled = Optional.empty();
    private Optional<Version> seen = Optional.empty();
    private boolean first = true;

    /**
     * By what a change is known, without reading all of it.
     *
     * @param place with all symbolic links followed: who replaces one may have put an older file behind it
     */
    private record Version(Path place, FileTime modified, long size) {}

    LiveList(ListedAddresses listed) {
        this.setting = listed.setting();
        this.file = listed.file().orElse(null);
        this.ranges = listed.ranges();
    }

    boolean contains(ClientAddress client) {
        return ranges.contains(client);
    }

    /**
     * Looks whether there is another version, and takes it over if it was the same the last time: whoever is still writing is let finish. To be
     * called by one thread.
     */
    void look() {
        if (file == null) {
            return;
        }
        Optional<Version> now = version(file);
        boolean isNew = first || !now.equals(settled);
        if (isNew && now.equals(seen)) {
            settled = now;
            readUnlessEmpty(file, now);
            first = false;
        }
        seen = now;
    }

    /** Whoever writes slowly may have emptied it first. */
    private void readUnlessEmpty(Path place, Optional<Version> version) {
        if (version.filter(found -> found.size() == 0).isPresent()) {
            keep(place, "it is empty", "Write a comment (#) into it if nothing is to be listed");
        } else {
            read(place);
        }
    }

    private static Optional<Version> version(Path file) {
        try {
            Path place = file.toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(place, BasicFileAttributes.class);
            return Optional.of(new Version(place, attributes.lastModifiedTime(), attributes.size()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private void read(Path place) {
        try (InputStream content = Files.newInputStream(place)) {
            ranges = AddressList.read(content);
            if (!first) {
                LOG.info("{} was read again from {}: {} addresses and networks", setting, place, ranges.size());
            }
        } catch (IOException unreadable) {
            keep(place, "it cannot be read", "See that it exists, is no directory, and that this process may read it");
        } catch (MalformedAddressList malformed) {
            keep(place, malformed.withoutItem(), "Mend that line: addresses and networks (CIDR), parted by commas");
        }
    }

    private void keep(Path place, String why, String remedy) {
        LOG.warn(
                "{} is not read again from {}: {}. What was read before stays in force. {}",
                setting,
                place,
                why,
                remedy);
    }
}
