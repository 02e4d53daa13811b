package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.session.AddressRanges;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Addresses that a setting lists.
 *
 * @param setting the name that is to be mended if something is wrong
 * @param ranges as they were when the configuration was read
 * @param file where they stand, if that is a file
 */
public record ListedAddresses(String setting, AddressRanges ranges, Optional<Path> file) {
    static ListedAddresses from(Readings readings, Setting<AddressRanges> setting) {
        Optional<Path> file = readings.file(setting);
        return new ListedAddresses(
                file.isPresent() ? setting.fileName() : setting.name(),
                readings.find(setting).orElse(AddressRanges.none()),
                file);
    }
}
