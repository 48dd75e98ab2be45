"""What analysts and operators see in Kibana: its saved objects, built and imported."""
