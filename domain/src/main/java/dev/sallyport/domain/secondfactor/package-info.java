/** What somebody proves besides their password (NIST SP 800-63B-4 §3.1.3 and §3.1.4). */
@NullMarked
package dev.sallyport.domain.secondfactor;

import org.jspecify.annotations.NullMarked;
