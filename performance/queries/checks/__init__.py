"""What wants a closer look before it counts: suspicions, warnings, risks, provisional grades."""
