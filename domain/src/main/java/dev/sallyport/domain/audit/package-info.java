/** The catalogue of what is worth remembering. */
@NullMarked
package dev.sallyport.domain.audit;

import org.jspecify.annotations.NullMarked;
