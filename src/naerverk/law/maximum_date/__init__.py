"""The maximum date (maksdato): when the right to sick pay from NAV ends. Always an estimate for an employer.

ftrl. § 8-12, § 8-51 and § 8-3, counted as NAV counts. The employer sees only its own days, so that days used elsewhere
are missing; NAV's own date wins when the user has it.
"""

from naerverk.law.maximum_date.counting import MaximumDateRules, PaymentKind
from naerverk.law.maximum_date.entitlements import Entitlement, MaximumDates, maximum_date

__all__ = ["Entitlement", "MaximumDateRules", "MaximumDates", "PaymentKind", "maximum_date"]
