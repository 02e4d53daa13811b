/** The audit trail. */
@NullMarked
package dev.sallyport.application.audit;

import org.jspecify.annotations.NullMarked;
