/** What clients are asked for that is cheap once and dear ten thousand times over, so that bots do not pay. */
@NullMarked
package dev.sallyport.domain.botchallenge;

import org.jspecify.annotations.NullMarked;
